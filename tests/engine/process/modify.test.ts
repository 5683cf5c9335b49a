import test from "ava";
import { ProcessError } from "../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  call,
  compensate,
  end,
  eventTask,
  message,
  messageDefinition,
  multi,
  or,
  otherProcess,
  row,
  start,
  sub,
  subWith,
  thrown,
  timer,
  undoneBy,
  user,
  userWith,
  xor,
} from "./bpmn.ts";
import { Scenario } from "./scenario.ts";

const LINE = bpmn(
  start(),
  user("a"),
  boundary("due", "a", timer("timeDuration", "P1D")),
  user("b"),
  user("c"),
  end(),
  "s > a > b > c > e",
  "due > e",
);

test("a token can be cancelled and another one started before any node", async (t) => {
  const scenario = await Scenario.given(LINE);
  scenario.modify({ cancel: "a" }, { before: "c" });
  t.deepEqual([scenario.tasks, scenario.timers], [["c"], []]);
  t.is(scenario.effectsOf("closeTask")[0]?.reason, "cancelled");
  t.true(scenario.complete("c").ended);
});

test("starting before an activity arms its boundary events", async (t) => {
  const scenario = await Scenario.given(LINE);
  scenario.complete("a").modify({ before: "a" });
  t.deepEqual([scenario.tasks, scenario.timers.length], [["a", "b"], 1]);
  t.deepEqual(scenario.complete("a").tasks, ["b", "b"]);
  t.true(scenario.complete("b").complete("b").complete("c").complete("c").ended);
});

test("a token can be started behind a node or on a flow", async (t) => {
  const scenario = await Scenario.given(LINE);
  scenario.modify({ after: "a" }, { flow: "b_c" });
  t.deepEqual(scenario.tasks, ["a", "b", "c"]);
  t.true(scenario.complete("c").complete("b").complete("c").complete("a").complete("b").complete("c").ended);
});

test("cancelling the last token ends the instance as cancelled", async (t) => {
  const scenario = await Scenario.given(LINE);
  scenario.modify({ cancel: scenario.tokenAt("a") });
  t.true(scenario.ended);
  t.is(scenario.effectsOf("end")[0]?.outcome, "cancelled");
});

test("variables may come with it", async (t) => {
  const scenario = await Scenario.given(LINE);
  scenario.do({
    type: "modify",
    variables: { x: 1 },
    instructions: [{ cancel: "a" }, { before: "b", variables: { y: 2 } }],
  });
  t.deepEqual(scenario.state.variables, { x: 1, y: 2 });
});

test("what does not exist is refused and changes nothing", async (t) => {
  const scenario = await Scenario.given(LINE);
  const codes = [
    [{ cancel: "c" }, "move-source"],
    [{ before: "nowhere" }, "move-target"],
    [{ flow: "nowhere" }, "move-target"],
    [{ before: "c", within: "t99" }, "move-source"],
  ] as const;
  for (const [instruction, code] of codes) {
    t.is(t.throws(() => scenario.modify(instruction), { instanceOf: ProcessError }).code, code);
  }
  t.deepEqual(scenario.tasks, ["a"]);
});

const NESTED = bpmn(
  start(),
  user("a"),
  sub("p1", start("s1"), user("b"), sub("p2", ...row("s2 > c > d > e2")), end("e1"), "s1 > b > p2 > e1"),
  boundary("due", "p1", timer("timeDuration", "P9D")),
  user("z"),
  end(),
  "s > a > p1 > z > e",
  "due > e",
);

test("starting inside a sub-process that does not run opens it, with its timers, and skips its beginning", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.modify({ cancel: "a" }, { before: "d" });
  t.deepEqual([scenario.tasks, scenario.timers.map(([node]) => node)], [["d"], ["due"]]);
  t.deepEqual(scenario.complete("d").tasks, ["z"]);
  t.deepEqual(scenario.timers, []);
  t.true(scenario.complete("z").ended);
});

test("starting inside a sub-process that runs adds to it", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a").modify({ before: "c" });
  t.deepEqual(scenario.tasks, ["b", "c"]);
  t.is(scenario.state.tokens.filter((token) => token.at === "p1").length, 1);
  scenario.complete("c").complete("d");
  t.deepEqual(scenario.tasks, ["b"]);
  scenario.complete("b").complete("c").complete("d");
  t.deepEqual(scenario.tasks, ["z"]);
});

test("cancel and start within one sub-process keep it and its timers running", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a");
  const [before] = scenario.state.timers;
  scenario.modify({ cancel: "b" }, { before: "d" });
  t.deepEqual(scenario.tasks, ["d"]);
  t.deepEqual(scenario.state.timers, [before]);
  t.deepEqual(scenario.complete("d").tasks, ["z"]);
});

test("a scope left empty is cancelled, and those around it that are empty then", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a").complete("b").modify({ cancel: "c" }, { before: "z" });
  t.deepEqual([scenario.tasks, scenario.timers], [["z"], []]);
  t.is(scenario.state.tokens.length, 1);
  t.true(scenario.complete("z").ended);
});

test("a sub-process can be cancelled as a whole", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a").complete("b").modify({ cancel: "p1" }, { before: "a" });
  t.deepEqual([scenario.tasks, scenario.timers], [["a"], []]);
});

test("of several sub-processes of one kind the one meant must be named", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      sub("p1", ...row("s1 > b > c > e1")),
      end(),
      "s > f > p1 > e",
      '<bpmn:sequenceFlow id="again" sourceRef="f" targetRef="p1" />',
    ),
  );
  t.is(t.throws(() => scenario.modify({ before: "c" }), { instanceOf: ProcessError }).code, "move-ambiguous");
  const within = scenario.state.tokens.find((token) => token.at === "p1")?.id ?? "";
  scenario.modify({ before: "c", within });
  t.deepEqual(scenario.tasks, ["b", "b", "c"]);
  t.is(scenario.state.tokens.find((token) => token.at === "c")?.scope, within);
});

test("what is named to begin within has to be a running scope around the node", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      user("a"),
      sub("p1", ...row("s1 > b > c > e1")),
      sub("p2", ...row("s2 > d > e2")),
      userWith("m", multi("parallel", { times: "2" })),
      "s > f > a",
      "f > p1",
      "f > p2",
      "f > m",
    ),
  );
  const at = (node: string, loop?: boolean) =>
    scenario.state.tokens.find((token) => token.at === node && (!loop || token.loop))?.id ?? "";
  const whole = at("m", true);
  const instance = scenario.state.tokens.find(({ scope }) => scope === whole)?.id ?? "";
  const before = structuredClone(scenario.state);
  const wrong: [node: string, within: string][] = [
    ...[
      ["c", "a"],
      ["c", "b"],
      ["c", "p2"],
      ["p1", "p1"],
      ["a", "p1"],
      ["d", "m"],
    ].map(([node, other]): [string, string] => [node ?? "", at(other ?? "")]),
    ...([
      ["m", instance],
      ["c", whole],
    ] as [string, string][]),
  ];
  for (const [node, within] of wrong) {
    const error = t.throws(
      () => scenario.modify({ before: node, within }),
      { instanceOf: ProcessError },
      `${node} ${within}`,
    );
    t.is(error?.code, "move-target");
    t.regex(error?.message ?? "", new RegExp(`“${node}”.*不在指定的.*之内，请指明`));
  }
  t.throws(() => scenario.modify({ after: "m", within: whole }), { instanceOf: ProcessError, code: "move-target" });
  t.deepEqual(scenario.state, before);
  scenario.modify({ before: "c", within: at("p1") }, { after: "b", within: at("p1") });
  t.deepEqual(scenario.tasks.filter((task) => task === "c").length, 2);
});

const PARALLEL = bpmn(
  start(),
  user("a"),
  and("f"),
  user("b1"),
  user("b2"),
  user("c1"),
  user("c2"),
  and("j"),
  user("z"),
  end(),
  "s > a > f > b1 > b2 > j > z > e",
  "f > c1 > c2 > j",
);

test("inside a parallel section one branch can be put elsewhere, and the join still completes", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("b1").modify({ cancel: "b2" }, { before: "b1" });
  t.deepEqual(scenario.tasks, ["b1", "c1"]);
  scenario.complete("b1").complete("b2").complete("c1").complete("c2");
  t.deepEqual(scenario.tasks, ["z"]);
});

test("a branch put elsewhere by hand is still a branch for a later return", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("b1").modify({ cancel: "b2" }, { before: "b1" });
  scenario.complete("b1").move("b2", "b1");
  t.deepEqual(scenario.tasks, ["b1", "c1"]);
  scenario.move("b1", "a");
  t.deepEqual(scenario.tasks, ["a"]);
});

test("a whole parallel section can be begun by starting each of its branches", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.modify({ cancel: "a" }, { before: "b2" }, { before: "c2" });
  scenario.complete("b2").complete("c2");
  t.deepEqual(scenario.tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("starting before a parallel join stands for a branch that will not come", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").modify({ cancel: "b1" }, { before: "j" });
  t.deepEqual(scenario.complete("c1").complete("c2").tasks, ["z"]);
});

test("a branch that is cancelled without another leaves the join an incident, not a silence", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("c1").complete("c2").modify({ cancel: "b1" });
  t.regex(scenario.effectsOf("incident")[0]?.message ?? "", /“j”/);
});

test("an inclusive join stops waiting for a branch that is cancelled", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      or("f"),
      user("b"),
      user("c"),
      or("j"),
      user("z"),
      end(),
      "s > f",
      "f > b ? true",
      "f > c ? true",
      "b > j > z > e",
      "c > j",
    ),
  );
  scenario.complete("b");
  t.deepEqual(scenario.modify({ cancel: "c" }).tasks, ["z"]);
});

const MULTI = bpmn(
  start(),
  userWith("a", multi("parallel", { inputCollection: "=people", inputElement: "person" })),
  boundary("due", "a", timer("timeDuration", "P1D")),
  user("z"),
  end(),
  "s > a > z > e",
  "due > e",
);

test("one instance of a multi-instance task can be cancelled, and the others still complete the whole", async (t) => {
  const scenario = await Scenario.given(MULTI, { people: [1, 2, 3] });
  const instance = scenario.state.tokens.find((token) => token.local?.person === 2)?.id ?? "";
  scenario.modify({ cancel: instance });
  t.deepEqual(scenario.tasks, ["a", "a"]);
  t.is(scenario.timers.length, 1);
  t.deepEqual(scenario.complete("a").complete("a").tasks, ["z"]);
});

test("an instance can be added to a multi-instance task that runs", async (t) => {
  const scenario = await Scenario.given(MULTI, { people: [1, 2] });
  const whole = scenario.state.tokens.find((token) => token.loop)?.id ?? "";
  scenario.modify({ before: "a", within: whole });
  t.deepEqual(scenario.tasks, ["a", "a", "a"]);
  scenario.complete("a").complete("a");
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
});

test("instances that come one by one cannot be doubled; one that was cancelled can be begun again", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      userWith("a", multi("sequential", { inputCollection: "=people", inputElement: "person" })),
      user("z"),
      end(),
      "s > a > z > e",
    ),
    { people: ["li", "wang", "zhao"] },
  );
  const body = scenario.state.tokens.find((token) => token.loop)?.id ?? "";
  const now = () => scenario.state.tokens.find((token) => token.task)?.local;
  scenario.complete("a");
  const error = t.throws(() => scenario.modify({ before: "a", within: body }), { instanceOf: ProcessError });
  t.regex(error.message, /“a”.*逐个进行/);
  t.like(now(), { loopCounter: 2, person: "wang" });
  scenario.modify({ cancel: scenario.tokenAt("a") }, { before: "a", within: body });
  t.like(now(), { loopCounter: 2, person: "wang" });
  scenario.complete("a");
  t.like(now(), { loopCounter: 3, person: "zhao" });
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
});

test("naming the whole of a multi-instance sub-process begins a further instance at the node", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith("p1", multi("parallel", { times: "2" }), start("s1"), user("a"), user("b"), "s1 > a > b"),
      user("z"),
      "s > p1 > z",
    ),
  );
  const body = scenario.state.tokens.find((token) => token.loop)?.id ?? "";
  scenario.modify({ before: "b", within: body });
  t.deepEqual(scenario.tasks, ["a", "a", "b"]);
  for (const task of ["b", "a", "a", "b", "b"]) scenario.complete(task);
  t.deepEqual(scenario.tasks, ["z"]);
});

test("nothing begins before a compensation event, which only leads to its handler", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), user("a"), thrown("undo", compensate()), end(), "s > a > undo > e", undoneBy("a", "ua")),
  );
  const error = t.throws(() => scenario.modify({ before: "undo_a" }), { instanceOf: ProcessError });
  t.is(error.code, "move-target");
  t.deepEqual(scenario.modify({ before: "ua" }).tasks, ["a", "ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["a"]);
});

test("what was to begin and is cancelled in the same modification leaves no trace in the history", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), sub("p1", start("s1"), user("a"), user("b"), "s1 > a > b"), user("z"), end(), "s > p1 > z > e"),
  );
  const host = scenario.tokenAt("p1");
  scenario.modify({ before: "b" }, { before: "z" }, { cancel: host });
  t.deepEqual(scenario.tasks, ["z"]);
  t.false(scenario.effects.some((effect) => effect.type === "cancel" && effect.nodeId === "b"));
});

test("starting before a multi-instance task starts the whole of it again", async (t) => {
  const scenario = await Scenario.given(MULTI, { people: [1, 2] });
  scenario.modify({ before: "a" });
  t.deepEqual(scenario.tasks, ["a", "a", "a", "a"]);
  t.is(scenario.timers.length, 2);
});

test("cancelling a multi-instance task takes all its instances, and its timer", async (t) => {
  const scenario = await Scenario.given(MULTI, { people: [1, 2] });
  scenario.modify({ cancel: "a" }, { before: "z" });
  t.deepEqual([scenario.tasks, scenario.timers, scenario.state.tokens.length], [["z"], [], 1]);
});

const MULTI_SUB = bpmn(
  start(),
  user("a"),
  subWith("p1", multi("parallel", { times: "2" }), ...row("s1 > b > c > e1")),
  user("z"),
  end(),
  "s > a > p1 > z > e",
);

test("starting inside a multi-instance sub-process that does not run gives it one instance", async (t) => {
  const scenario = await Scenario.given(MULTI_SUB);
  scenario.modify({ cancel: "a" }, { before: "c" });
  t.deepEqual(scenario.tasks, ["c"]);
  t.deepEqual(scenario.complete("c").tasks, ["z"]);
});

test("within a named instance only that one is changed", async (t) => {
  const scenario = await Scenario.given(MULTI_SUB);
  scenario.complete("a").complete("b");
  const token = scenario.state.tokens.find((each) => each.at === "c");
  scenario.modify({ cancel: token?.id ?? "" }, { before: "b", within: token?.scope ?? "" });
  t.deepEqual(scenario.tasks, ["b", "b"]);
  t.is(scenario.state.tokens.filter((each) => each.at === "p1").length, 3);
  for (const task of ["b", "b", "c", "c"]) scenario.complete(task);
  t.deepEqual(scenario.tasks, ["z"]);
});

const EVENTS = bpmn(
  messageDefinition("M", "halt"),
  start(),
  sub("p1", ...row("s1 > a > e1"), eventTask("es", message("M"))),
  user("z"),
  end(),
  "s > p1 > z > e",
);

test("starting before the start of an interrupting event sub-process sets it off", async (t) => {
  const scenario = await Scenario.given(EVENTS);
  scenario.modify({ before: "es_s" });
  t.deepEqual([scenario.tasks, scenario.messages], [["x"], []]);
  t.deepEqual(scenario.complete("x").tasks, ["z"]);
});

test("starting at a task inside an event sub-process leaves the other work alone", async (t) => {
  const scenario = await Scenario.given(EVENTS);
  scenario.modify({ before: "x" });
  t.deepEqual(scenario.tasks, ["a", "x"]);
  t.deepEqual(scenario.complete("a").complete("x").tasks, ["z"]);
});

test("taking an interrupting event sub-process back lets it be set off again", async (t) => {
  const scenario = await Scenario.given(EVENTS);
  scenario.publish("halt").modify({ cancel: "es" }, { before: "a" });
  t.deepEqual([scenario.tasks, scenario.messages], [["a"], ["halt"]]);
  t.deepEqual(scenario.publish("halt").tasks, ["x"]);
});

test("a called process can be modified inside its call activity", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      call("c", "other"),
      user("z"),
      end(),
      "s > a > c > z > e",
      otherProcess("other", ...row("os > ou > ov > oe")),
    ),
  );
  scenario.modify({ cancel: "a" }, { before: "ov" });
  t.deepEqual(scenario.tasks, ["ov"]);
  scenario.modify({ cancel: "ov" }, { before: "ou" });
  t.deepEqual(scenario.complete("ou").complete("ov").tasks, ["z"]);
});

test("a compensation handler that is cancelled lets the compensation go on", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      user("b"),
      thrown("undo", compensate()),
      user("z"),
      end(),
      "s > a > b > undo > z > e",
      undoneBy("a", "ua"),
      undoneBy("b", "ub"),
    ),
  );
  scenario.complete("a").complete("b").modify({ cancel: "ub" });
  t.deepEqual(scenario.tasks, ["ua"]);
  t.deepEqual(scenario.modify({ cancel: "ua" }).tasks, ["z"]);
});

test("starting before a gateway lets it decide", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      xor("x"),
      user("b"),
      user("c"),
      end(),
      "s > a > x",
      "x > b ? n = 1",
      "x > c ? default",
      "b > e",
      "c > e",
    ),
  );
  scenario.do({ type: "modify", instructions: [{ cancel: "a" }, { before: "x" }], variables: { n: 1 } });
  t.deepEqual(scenario.tasks, ["b"]);
});

test("starting behind an end is refused: there is nothing to go on with", async (t) => {
  const scenario = await Scenario.given(LINE);
  const instructions = [{ cancel: "a" }, { after: "e" }, { before: "b" }];
  t.is(t.throws(() => scenario.modify(...instructions), { instanceOf: ProcessError }).code, "move-target");
  t.deepEqual(scenario.tasks, ["a"]);
});
