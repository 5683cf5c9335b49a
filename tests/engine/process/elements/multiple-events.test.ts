import test from "ava";
import {
  boundary,
  bpmn,
  caught,
  condition,
  element,
  end,
  eventTask,
  message,
  messageDefinition,
  row,
  signal,
  signalDefinition,
  start,
  thrown,
  timer,
  user,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const M = messageDefinition("M", "go");
const S = signalDefinition("S", "alarm");
const ALL = message("M") + signal("S") + timer("timeDuration", "P1D");

test("a multiple catch event goes on with the first of its events", async (t) => {
  const xml = bpmn(M, S, start(), caught("w", ALL), user("a"), end(), "s > w > a > e");
  for (const come of [
    (scenario: Scenario) => scenario.publish("go"),
    (scenario: Scenario) => scenario.broadcast("alarm"),
    (scenario: Scenario) => scenario.fire("w"),
  ]) {
    const scenario = await Scenario.given(xml);
    come(scenario);
    t.deepEqual([scenario.tasks, scenario.timers, scenario.state.subscriptions], [["a"], [], []]);
  }
});

test("a parallel multiple catch event needs all of its events, in any order", async (t) => {
  const xml = bpmn(
    M,
    S,
    start(),
    element("intermediateCatchEvent", "w", ALL, 'parallelMultiple="true"'),
    user("a"),
    end(),
    "s > w > a > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.broadcast("alarm");
  t.deepEqual(scenario.tasks, []);
  scenario.fire("w");
  t.deepEqual(scenario.tasks, []);
  t.deepEqual(scenario.publish("go").tasks, ["a"]);
  t.true(scenario.complete("a").ended);
});

test("a multiple boundary event, interrupting and not", async (t) => {
  const xml = (interrupting: boolean) =>
    bpmn(
      M,
      S,
      start(),
      user("a"),
      boundary("b", "a", message("M") + condition("=stop"), interrupting),
      user("x"),
      end(),
      "s > a > e",
      "b > x > e",
    );
  const first = await Scenario.given(xml(true));
  t.deepEqual(first.change({ stop: true }).tasks, ["x"]);
  const second = await Scenario.given(xml(false));
  t.deepEqual(second.publish("go").change({ stop: true }).tasks, ["a", "x", "x"]);
});

test("a multiple throw event throws all it has", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      M,
      S,
      start(),
      thrown("tell", message("M") + signal("S")),
      user("a"),
      end("over", message("M") + signal("S")),
      "s > tell > a > over",
    ),
  );
  t.deepEqual(
    scenario.effectsOf("throwMessage").map((effect) => effect.message),
    ["go"],
  );
  t.deepEqual(
    scenario.effectsOf("throwSignal").map((effect) => effect.signal),
    ["alarm"],
  );
  t.true(scenario.complete("a").ended);
  t.is(scenario.effectsOf("throwSignal").length, 1);
});

test("an event sub-process begins with any of several events", async (t) => {
  const xml = bpmn(M, S, ...row("s > a > e"), eventTask("es", message("M") + signal("S")));
  t.deepEqual((await Scenario.given(xml)).publish("go").tasks, ["x"]);
  t.deepEqual((await Scenario.given(xml)).broadcast("alarm").tasks, ["x"]);
});
