import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { and, boundary, bpmn, call, end, multi, otherProcess, start, subWith, timer, user, userWith } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const EACH = { inputCollection: "=people", inputElement: "person" };
const line = (part: ReturnType<typeof user>, ...more: (ReturnType<typeof user> | string)[]) =>
  bpmn(start(), part, user("z"), end(), "s > a > z > e", ...more);

test("a parallel multi-instance task opens one task for each item and goes on after the last", async (t) => {
  const scenario = await Scenario.given(line(userWith("a", multi("parallel", EACH))), {
    people: ["li", "wang", "zhao"],
  });
  t.deepEqual(scenario.tasks, ["a", "a", "a"]);
  t.deepEqual(
    scenario.state.tokens.filter((token) => token.task).map((token) => token.local),
    [
      { loopCounter: 1, person: "li" },
      { loopCounter: 2, person: "wang" },
      { loopCounter: 3, person: "zhao" },
    ],
  );
  t.deepEqual(scenario.complete("a").complete("a").tasks, ["a"]);
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
  t.is(scenario.state.tokens.length, 1);
  t.true(scenario.complete("z").ended);
});

test("a sequential multi-instance task opens its tasks one after the other", async (t) => {
  const scenario = await Scenario.given(line(userWith("a", multi("sequential", EACH))), { people: ["li", "wang"] });
  t.deepEqual(scenario.tasks, ["a"]);
  t.is(scenario.state.tokens.find((token) => token.task)?.local?.person, "li");
  scenario.complete("a");
  t.is(scenario.state.tokens.find((token) => token.task)?.local?.person, "wang");
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("the assignee of each instance is worked out from its item", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      (defaults) =>
        userWith("a", multi("parallel", EACH))(defaults).replace('candidateGroups="reviewers"', 'assignee="=person"'),
      end(),
      "s > a > e",
    ),
    { people: ["li", "wang"] },
  );
  t.deepEqual(
    scenario.effectsOf("openTask").map((effect) => effect.assignment.assignee),
    ["li", "wang"],
  );
});

test("a completion condition ends the others early, by BPMN's variables", async (t) => {
  const until = "=numberOfCompletedInstances / numberOfInstances >= 0.5";
  const scenario = await Scenario.given(line(userWith("a", multi("parallel", { times: "=4", until }))));
  t.deepEqual(scenario.complete("a").tasks, ["a", "a", "a"]);
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["z"]);
  t.is(scenario.effectsOf("closeTask").filter((effect) => effect.reason === "cancelled").length, 2);
  t.true(scenario.complete("z").ended);
});

test("a completion condition sees how many are active, completed and terminated", async (t) => {
  const until =
    "=numberOfInstances = 3 and numberOfActiveInstances = 1 and numberOfCompletedInstances = 2 and numberOfTerminatedInstances = 0";
  const scenario = await Scenario.given(line(userWith("a", multi("parallel", { times: "=3", until }))));
  t.deepEqual(scenario.complete("a").tasks, ["a", "a"]);
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
});

test("a sequential multi-instance ends early when its condition comes to hold, for example on a veto", async (t) => {
  const scenario = await Scenario.given(
    line(userWith("a", multi("sequential", { times: "=5", until: '=outcome = "no"' }))),
  );
  scenario.complete("a", {}, "yes");
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual(scenario.complete("a", {}, "no").tasks, ["z"]);
});

test("outputs are gathered in the order of the items, whoever is first", async (t) => {
  const loop = multi("parallel", { ...EACH, outputCollection: "votes", outputElement: "=vote" });
  const scenario = await Scenario.given(line(userWith("a", loop)), { people: ["li", "wang", "zhao"] });
  const ids = scenario.effectsOf("openTask").map((effect) => effect.taskId);
  for (const index of [2, 0, 1]) {
    scenario.do({ type: "completeTask", taskId: ids[index] ?? "", variables: { vote: `v${index}` } });
  }
  t.deepEqual(scenario.state.variables, { people: ["li", "wang", "zhao"], votes: ["v0", "v1", "v2"] });
  t.deepEqual(scenario.tasks, ["z"]);
});

test("instances that were taken away leave an empty place in the outputs", async (t) => {
  const loop = multi("parallel", {
    ...EACH,
    outputCollection: "votes",
    outputElement: "=vote",
    until: "=numberOfCompletedInstances = 1",
  });
  const scenario = await Scenario.given(line(userWith("a", loop)), { people: [1, 2] });
  t.deepEqual(scenario.complete("a", { vote: "yes" }).state.variables.votes, ["yes", null]);
});

test("an empty list or none at all is passed over", async (t) => {
  const empty = await Scenario.given(line(userWith("a", multi("parallel", EACH))), { people: [] });
  t.deepEqual(empty.tasks, ["z"]);
  const none = await Scenario.given(line(userWith("a", multi("sequential", { times: "0" }))));
  t.deepEqual(none.tasks, ["z"]);
});

test("what is no list and no count is refused, naming the node", async (t) => {
  for (const people of [undefined, "li", 3]) {
    const error = await t.throwsAsync(Scenario.given(line(userWith("a", multi("parallel", EACH))), { people }), {
      instanceOf: ProcessError,
    });
    t.is(error.code, "loop-invalid");
    t.regex(error.message, /“a”.*列表/);
  }
  const negative = await t.throwsAsync(
    Scenario.given(line(userWith("a", multi("parallel", { times: "=n" }))), { n: -1 }),
    { instanceOf: ProcessError },
  );
  t.is(negative.code, "loop-invalid");
  const many = await t.throwsAsync(
    Scenario.given(line(userWith("a", multi("parallel", { times: "=n" }))), { n: 1_000_000 }),
    { instanceOf: ProcessError },
  );
  t.is(many.code, "loop-invalid");
});

test("a boundary event belongs to the whole: it is armed once and takes every instance away", async (t) => {
  const xml = line(
    userWith("a", multi("parallel", { times: "3" })),
    boundary("due", "a", timer("timeDuration", "P3D")),
    user("late"),
    "due > late > e",
  );
  const scenario = await Scenario.given(xml);
  t.is(scenario.timers.length, 1);
  scenario.complete("a").fire("due");
  t.deepEqual(scenario.tasks, ["late"]);
  t.is(scenario.state.tokens.length, 1);
  t.true(scenario.complete("late").ended);
  const done = await Scenario.given(xml);
  done.complete("a").complete("a").complete("a");
  t.deepEqual([done.tasks, done.timers], [["z"], []]);
});

test("a non-interrupting boundary event runs once beside the instances", async (t) => {
  const scenario = await Scenario.given(
    line(
      userWith("a", multi("sequential", { times: "2" })),
      boundary("due", "a", timer("timeDuration", "P3D"), false),
      user("nudge"),
      "due > nudge > e",
    ),
  );
  scenario.complete("a").fire("due");
  t.deepEqual(scenario.tasks, ["a", "nudge"]);
  t.deepEqual(scenario.complete("a").tasks, ["nudge", "z"]);
  t.true(scenario.complete("z").complete("nudge").ended);
});

const INNER = [start("s1"), user("b"), user("c"), end("e1"), "s1 > b > c > e1"] as const;

test("a multi-instance sub-process keeps what runs in each instance apart, with variables of its own", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), subWith("a", multi("parallel", EACH), ...INNER), user("z"), end(), "s > a > z > e"),
    { people: ["li", "wang"] },
  );
  t.deepEqual(scenario.tasks, ["b", "b"]);
  t.deepEqual(scenario.complete("b").tasks, ["b", "c"]);
  t.deepEqual(scenario.complete("c").tasks, ["b"]);
  t.deepEqual(scenario.complete("b").complete("c").tasks, ["z"]);
  t.is(scenario.state.tokens.length, 1);
  t.true(scenario.complete("z").ended);
});

test("a sequential multi-instance sub-process begins anew each time, with its timers", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith(
        "a",
        multi("sequential", { times: "2" }),
        ...INNER,
        boundary("due", "b", timer("timeDuration", "P1D")),
        end("e2"),
        "due > e2",
      ),
      end(),
      "s > a > e",
    ),
  );
  scenario.fire("due");
  t.deepEqual([scenario.tasks, scenario.timers.length], [["b"], 1]);
  scenario.complete("b").complete("c");
  t.true(scenario.ended);
});

test("multi-instance activities nest, each with its own counter and item", async (t) => {
  const inner = userWith("b", multi("parallel", { inputCollection: "=unit.members", inputElement: "member" }));
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith(
        "a",
        multi("sequential", { inputCollection: "=units", inputElement: "unit" }),
        start("s1"),
        inner,
        end("e1"),
        "s1 > b > e1",
      ),
      end(),
      "s > a > e",
    ),
    { units: [{ members: [1, 2] }, { members: [3] }] },
  );
  t.deepEqual(scenario.tasks, ["b", "b"]);
  scenario.complete("b").complete("b");
  t.deepEqual(scenario.tasks, ["b"]);
  t.is(scenario.state.tokens.find((token) => token.task)?.local?.member, 3);
  t.true(scenario.complete("b").ended);
});

test("a multi-instance call activity runs the called process for each item", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      (defaults) =>
        call("a", "other")(defaults).replace("</bpmn:callActivity>", `${multi("parallel", EACH)}</bpmn:callActivity>`),
      start(),
      end(),
      "s > a > e",
      otherProcess("other", start("os"), user("ou"), end("oe"), "os > ou > oe"),
    ),
    { people: ["li", "wang"] },
  );
  t.deepEqual(scenario.tasks, ["ou", "ou"]);
  t.true(scenario.complete("ou").complete("ou").ended);
});

test("a multi-instance task inside one branch of a parallel section is one branch at the join", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      userWith("a", multi("parallel", { times: "2" })),
      user("b"),
      and("j"),
      user("z"),
      end(),
      "s > f > a > j > z > e",
      "f > b > j",
    ),
  );
  t.deepEqual(scenario.complete("a").complete("b").tasks, ["a"]);
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("several tokens that come to one multi-instance task each have instances of their own", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      userWith("a", multi("parallel", { times: "2" })),
      end(),
      "s > f > a > e",
      '<bpmn:sequenceFlow id="again" sourceRef="f" targetRef="a" />',
    ),
  );
  t.deepEqual(scenario.tasks, ["a", "a", "a", "a"]);
  t.true(scenario.complete("a").complete("a").complete("a").complete("a").ended);
});

test("BPMN's own cardinality without extension elements is understood", async (t) => {
  const scenario = await Scenario.given(line(userWith("a", multi("parallel", { times: "2" }))));
  t.deepEqual(scenario.tasks, ["a", "a"]);
});
