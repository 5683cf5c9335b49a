import test from "ava";
import {
  and,
  boundary,
  bpmn,
  condition,
  end,
  error,
  errorDefinition,
  escalation,
  escalationDefinition,
  eventSub,
  eventTask,
  message,
  messageDefinition,
  multi,
  onEvent,
  row,
  signal,
  signalDefinition,
  start,
  sub,
  subWith,
  terminateEnd,
  thrown,
  timer,
  user,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const inProcess = (content: string, interrupting: boolean, ...more: string[]) =>
  bpmn(...more, ...row("s > a > b > e"), eventTask("es", content, "x", interrupting));

const M = messageDefinition("M", "halt");
const S = signalDefinition("S", "alarm");

/** For each kind of start event: its definition, and how it is set off. */
const KINDS: [name: string, content: string, more: string[], setOff: (scenario: Scenario) => void][] = [
  ["message", message("M"), [M], (scenario) => scenario.publish("halt")],
  ["signal", signal("S"), [S], (scenario) => scenario.broadcast("alarm")],
  ["timer", timer("timeDuration", "P1D"), [], (scenario) => scenario.fire("es_s")],
  ["conditional", condition("=stop"), [], (scenario) => scenario.change({ stop: true })],
  [
    "error",
    error("E"),
    [errorDefinition("E")],
    (scenario) => scenario.do({ type: "throwError", tokenId: scenario.tokenAt("a"), errorCode: "E" }),
  ],
  [
    "escalation",
    escalation("X"),
    [escalationDefinition("X")],
    (scenario) => scenario.do({ type: "escalate", tokenId: scenario.tokenAt("a"), escalationCode: "X" }),
  ],
];

for (const [name, content, more, setOff] of KINDS) {
  test(`an interrupting event sub-process of a ${name} takes the place of the process's own work`, async (t) => {
    const scenario = await Scenario.given(inProcess(content, true, ...more));
    t.deepEqual(scenario.tasks, ["a"]);
    setOff(scenario);
    t.deepEqual(scenario.tasks, ["x"]);
    t.deepEqual([scenario.timers, scenario.state.subscriptions], [[], []]);
    t.true(scenario.complete("x").ended);
  });

  if (name === "error") continue;
  test(`a non-interrupting event sub-process of a ${name} runs beside the process's own work`, async (t) => {
    const scenario = await Scenario.given(inProcess(content, false, ...more));
    setOff(scenario);
    t.deepEqual(scenario.tasks, ["a", "x"]);
    scenario.complete("x");
    t.deepEqual(scenario.complete("a").tasks, ["b"]);
    t.true(scenario.complete("b").ended);
  });
}

test("what an event sub-process waits for is taken away when the process ends without it", async (t) => {
  for (const [, content, more] of KINDS) {
    const scenario = await Scenario.given(inProcess(content, true, ...more));
    t.true(scenario.complete("a").complete("b").ended);
  }
});

test("a process ends only when its non-interrupting event sub-process has ended too", async (t) => {
  const scenario = await Scenario.given(inProcess(message("M"), false, M));
  scenario.publish("halt").complete("a").complete("b");
  t.deepEqual(scenario.tasks, ["x"]);
  t.false(scenario.ended);
  t.true(scenario.complete("x").ended);
});

test("a non-interrupting event sub-process begins as often as its message comes", async (t) => {
  const scenario = await Scenario.given(inProcess(message("M"), false, M));
  scenario.publish("halt").publish("halt");
  t.deepEqual(scenario.tasks, ["a", "x", "x"]);
  scenario.complete("a").complete("b").complete("x").publish("halt");
  t.deepEqual(scenario.tasks, ["x", "x"]);
  t.true(scenario.complete("x").complete("x").ended);
});

test("a cycle begins an event sub-process each time it is due", async (t) => {
  const scenario = await Scenario.given(inProcess(timer("timeCycle", "R2/PT1H"), false));
  t.deepEqual(scenario.timers, [["es_s", "2026-03-01T02:00:00.000Z"]]);
  scenario.fire("es_s");
  t.deepEqual(scenario.timers, [["es_s", "2026-03-01T03:00:00.000Z"]]);
  scenario.fire("es_s");
  t.deepEqual([scenario.tasks, scenario.timers], [["a", "x", "x"], []]);
});

const INNER = (interrupting: boolean) =>
  bpmn(
    M,
    start(),
    sub(
      "p1",
      start("s1"),
      and("f"),
      user("a"),
      user("b"),
      end("e1"),
      "s1 > f > a > e1",
      "f > b > e1",
      eventTask("es", message("M"), "x", interrupting),
    ),
    boundary("due", "p1", timer("timeDuration", "P9D")),
    user("after"),
    end(),
    "s > p1 > after > e",
    "due > e",
  );

test("inside a sub-process it takes only that sub-process's work, whose own boundary events stay", async (t) => {
  const scenario = await Scenario.given(INNER(true));
  t.deepEqual(scenario.messages, ["halt"]);
  scenario.complete("a").publish("halt");
  t.deepEqual([scenario.tasks, scenario.messages, scenario.timers.length], [["x"], [], 1]);
  scenario.complete("x");
  t.deepEqual([scenario.tasks, scenario.timers], [["after"], []]);
  t.true(scenario.complete("after").ended);
});

test("a boundary event on a sub-process takes its event sub-process away as well", async (t) => {
  const scenario = await Scenario.given(INNER(false));
  scenario.publish("halt").fire("due");
  t.true(scenario.ended);
});

test("it waits only while its sub-process runs", async (t) => {
  const scenario = await Scenario.given(INNER(false));
  scenario.complete("a").complete("b");
  t.deepEqual([scenario.tasks, scenario.messages], [["after"], []]);
});

test("of two interrupting event sub-processes only the first one set off runs", async (t) => {
  const scenario = await Scenario.given(
    bpmn(M, S, ...row("s > a > e"), eventTask("m", message("M")), eventTask("g", signal("S"), "y")),
  );
  t.deepEqual(scenario.state.subscriptions.length, 2);
  scenario.publish("halt");
  t.deepEqual([scenario.tasks, scenario.state.subscriptions], [["x"], []]);
  t.true(scenario.complete("x").ended);
});

test("an interrupting one takes away a non-interrupting one that runs", async (t) => {
  const scenario = await Scenario.given(
    bpmn(M, S, ...row("s > a > e"), eventTask("m", message("M"), "x", false), eventTask("g", signal("S"), "y")),
  );
  scenario.publish("halt").publish("halt").broadcast("alarm");
  t.deepEqual(scenario.tasks, ["y"]);
  t.true(scenario.complete("y").ended);
});

test("event sub-processes nest: the inner one waits while the outer one runs", async (t) => {
  const inner = eventTask("in", signal("S"), "y");
  const scenario = await Scenario.given(
    bpmn(
      M,
      S,
      ...row("s > a > e"),
      eventSub("es", onEvent("es_s", message("M")), user("x"), end("es_e"), "es_s > x > es_e", inner),
    ),
  );
  t.deepEqual(
    scenario.state.subscriptions.map((each) => each.node),
    ["es_s"],
  );
  scenario.publish("halt");
  t.deepEqual(
    scenario.state.subscriptions.map((each) => each.node),
    ["in_s"],
  );
  scenario.broadcast("alarm");
  t.deepEqual(scenario.tasks, ["y"]);
  t.true(scenario.complete("y").ended);
});

test("an error thrown in an event sub-process is not caught by its sisters, but by the scope around", async (t) => {
  const catcher = eventSub("es", onEvent("es_s", error("E")), end("again", error("E")), "es_s > again");
  const scenario = await Scenario.given(
    bpmn(
      errorDefinition("E"),
      start(),
      sub("p1", start("s1"), end("bad", error("E")), "s1 > bad", catcher),
      boundary("caught", "p1", error("E")),
      user("x"),
      end(),
      "s > p1 > e",
      "caught > x > e",
    ),
  );
  t.deepEqual(scenario.tasks, ["x"]);
  t.deepEqual(scenario.path, ["s", "p1", "s1", "bad", "es", "es_s", "again", "caught", "x"]);
  t.true(scenario.complete("x").ended);
});

test("each instance of a multi-instance sub-process has its own event sub-process", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "halt", "=person"),
      start(),
      subWith(
        "p1",
        multi("parallel", { inputCollection: "=people", inputElement: "person" }),
        ...row("s1 > a > e1"),
        eventTask("es", message("M")),
      ),
      end(),
      "s > p1 > e",
    ),
    { people: ["li", "wang"] },
  );
  scenario.publish("halt", "wang");
  t.deepEqual(scenario.tasks, ["a", "x"]);
  t.is(scenario.state.subscriptions.length, 1);
  t.true(scenario.complete("a").complete("x").ended);
});

test("a terminate end event in an event sub-process ends only that", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      M,
      ...row("s > a > e"),
      eventSub(
        "es",
        onEvent("es_s", message("M"), false),
        and("f"),
        user("x"),
        user("y"),
        terminateEnd("stop"),
        "es_s > f > x > stop",
        "f > y > stop",
      ),
    ),
  );
  scenario.publish("halt").complete("x");
  t.deepEqual(scenario.tasks, ["a"]);
  t.true(scenario.complete("a").ended);
});

test("variables of a message are there when the event sub-process begins", async (t) => {
  const scenario = await Scenario.given(inProcess(message("M"), true, M));
  scenario.publish("halt", undefined, { reason: "late" });
  t.deepEqual(scenario.state.variables, { reason: "late" });
});

test("an escalation thrown inside reaches the event sub-process beside, and the thrower goes on", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      escalationDefinition("X"),
      start(),
      thrown("tell", escalation("X")),
      user("a"),
      end(),
      "s > tell > a > e",
      eventTask("es", escalation("X"), "x", false),
    ),
  );
  t.deepEqual(scenario.tasks, ["a", "x"]);
  t.true(scenario.complete("a").complete("x").ended);
});
