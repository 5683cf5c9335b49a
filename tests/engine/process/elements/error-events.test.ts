import test from "ava";
import {
  and,
  boundary,
  bpmn,
  call,
  end,
  error,
  errorDefinition,
  eventSub,
  eventTask,
  multi,
  onEvent,
  otherProcess,
  service,
  start,
  sub,
  subWith,
  task,
  user,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const E = errorDefinition("E", "rejected");
const F = errorDefinition("F", "broken");

test("an error end event in a sub-process is caught at its boundary", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      start(),
      sub("p1", start("s1"), user("a"), end("bad", error("E")), "s1 > a > bad"),
      boundary("caught", "p1", error("E")),
      user("b"),
      user("c"),
      end(),
      "s > p1 > b > e",
      "caught > c > e",
    ),
  );
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["c"]);
  t.true(scenario.complete("c").ended);
});

test("an error takes away everything that runs beside it in the sub-process", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      start(),
      sub(
        "p1",
        start("s1"),
        and("f"),
        user("a"),
        user("b"),
        end("bad", error("E")),
        end("e1"),
        "s1 > f > a > bad",
        "f > b > e1",
      ),
      boundary("caught", "p1", error("E")),
      user("c"),
      end(),
      "s > p1 > e",
      "caught > c > e",
    ),
  );
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["c"]);
  t.deepEqual(
    scenario.effectsOf("closeTask").map(({ nodeId, reason }) => [nodeId, reason]),
    [
      ["a", "completed"],
      ["b", "cancelled"],
    ],
  );
});

const NESTED = (inner: string, outer: string) =>
  bpmn(
    E,
    F,
    start(),
    sub(
      "p1",
      start("s1"),
      sub("p2", start("s2"), user("a"), end("bad", error("E")), "s2 > a > bad"),
      boundary("inner", "p2", inner),
      user("x"),
      end("e1"),
      "s1 > p2 > e1",
      "inner > x > e1",
    ),
    boundary("outer", "p1", outer),
    user("y"),
    end(),
    "s > p1 > e",
    "outer > y > e",
  );

test("the nearest boundary event that names the code, or none, catches it", async (t) => {
  const cases: [inner: string, outer: string, task: string][] = [
    [error("E"), error("E"), "x"],
    [error("F"), error("E"), "y"],
    [error(), error("E"), "x"],
    [error("F"), error(), "y"],
  ];
  for (const [inner, outer, expected] of cases) {
    const scenario = await Scenario.given(NESTED(inner, outer));
    t.deepEqual(scenario.complete("a").tasks, [expected]);
    t.true(scenario.complete(expected).ended);
  }
});

test("of two boundary events on one activity the one that names the code wins over the one for any", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      start(),
      sub("p1", start("s1"), user("a"), end("bad", error("E")), "s1 > a > bad"),
      boundary("any", "p1", error()),
      boundary("named", "p1", error("E")),
      user("x"),
      user("y"),
      end(),
      "s > p1 > e",
      "any > x > e",
      "named > y > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["y"]);
});

test("an error that nothing catches ends the instance, whatever else runs in it", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      F,
      start(),
      and("f"),
      sub("p1", start("s1"), user("a"), end("bad", error("E")), "s1 > a > bad"),
      boundary("other", "p1", error("F")),
      user("b"),
      end(),
      "s > f > p1 > e",
      "other > e",
      "f > b > e",
    ),
  );
  scenario.complete("a");
  t.true(scenario.ended);
  t.deepEqual(scenario.effectsOf("end"), [
    { type: "end", outcome: "terminated", nodeId: "bad", errorCode: "rejected" },
  ]);
});

test("a worker reports an error that the boundary event of its task catches, with variables", async (t) => {
  const xml = bpmn(
    E,
    start(),
    service("w"),
    boundary("caught", "w", error("E")),
    user("c"),
    end(),
    "s > w > e",
    "caught > c > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.fail("w", "rejected", { why: "no stock" });
  t.deepEqual([scenario.tasks, scenario.jobs], [["c"], []]);
  t.is(scenario.effectsOf("cancelJob").length, 1);
  t.deepEqual(scenario.state.variables, { why: "no stock" });
  t.true(scenario.complete("c").ended);
});

test("an error of a worker that nothing catches is an incident, and its job stays", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), service("w"), end(), "s > w > e"));
  const [job] = scenario.effectsOf("runJob");
  scenario.do({ type: "throwError", jobId: job?.jobId ?? "", errorCode: "odd", message: "查不到" });
  const [incident] = scenario.effectsOf("incident");
  t.is(incident?.jobId, job?.jobId);
  t.regex(incident?.message ?? "", /“w”.*odd.*查不到/);
  t.true(scenario.work("w").ended);
});

test("a user task may end in an error as well", async (t) => {
  const scenario = await Scenario.given(
    bpmn(E, start(), user("a"), boundary("caught", "a", error("E")), user("c"), end(), "s > a > e", "caught > c > e"),
  );
  scenario.do({ type: "throwError", taskId: scenario.effectsOf("openTask")[0]?.taskId ?? "", errorCode: "rejected" });
  t.deepEqual(scenario.tasks, ["c"]);
  t.deepEqual(scenario.effectsOf("closeTask")[0]?.reason, "cancelled");
});

test("an error in a called process is caught at the call activity", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      start(),
      call("c", "other"),
      boundary("caught", "c", error("E")),
      user("x"),
      end(),
      "s > c > e",
      "caught > x > e",
      otherProcess("other", start("os"), user("ou"), end("bad", error("E")), "os > ou > bad"),
    ),
  );
  t.deepEqual(scenario.complete("ou").tasks, ["x"]);
  t.true(scenario.complete("x").ended);
});

test("an error in one instance of a multi-instance sub-process takes all instances away", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      start(),
      subWith("p1", multi("parallel", { times: "3" }), start("s1"), user("a"), end("bad", error("E")), "s1 > a > bad"),
      boundary("caught", "p1", error("E")),
      user("x"),
      end(),
      "s > p1 > e",
      "caught > x > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["x"]);
  t.is(scenario.state.tokens.length, 1);
});

test("an error always interrupts, even where its event is drawn as one that does not", async (t) => {
  const failing = [start("s1"), and("f"), user("a"), end("oops", error("E")), user("beside"), "s1 > f > a > oops"];
  const atBoundary = await Scenario.given(
    bpmn(
      errorDefinition("E"),
      start(),
      sub("p1", ...failing, "f > beside"),
      boundary("b", "p1", error("E"), false),
      user("z"),
      end(),
      "s > p1 > e",
      "b > z > e",
    ),
  );
  t.deepEqual(atBoundary.complete("a").tasks, ["z"]);
  const inside = await Scenario.run(
    bpmn(
      errorDefinition("E"),
      start(),
      sub("p1", ...failing, "f > beside", eventTask("es", error("E"), "z", false)),
      end(),
      "s > p1 > e",
    ),
  );
  t.deepEqual(inside.complete("a").tasks, ["z"]);
  t.true(inside.complete("z").ended);
});

test("an event sub-process inside the scope comes before the boundary event outside it", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      start(),
      sub(
        "p1",
        start("s1"),
        user("a"),
        end("bad", error("E")),
        "s1 > a > bad",
        eventSub("es", onEvent("es_s", error("E")), user("x"), end("es_e"), "es_s > x > es_e"),
      ),
      boundary("caught", "p1", error("E")),
      user("y"),
      user("z"),
      end(),
      "s > p1 > z > e",
      "caught > y > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["x"]);
  t.deepEqual(scenario.complete("x").tasks, ["z"]);
});

test("a boundary event at a task that has passed on does not catch what comes later", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      E,
      start(),
      task("n"),
      boundary("caught", "n", error("E")),
      user("a"),
      end("bad", error("E")),
      end(),
      "s > n > a > bad",
      "caught > e",
    ),
  );
  scenario.complete("a");
  t.is(scenario.effectsOf("end")[0]?.outcome, "terminated");
});
