import test from "ava";
import { boundary, bpmn, end, start, timer, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const withBoundary = (content: string, interrupting: boolean) =>
  bpmn(start(), user("a"), boundary("due", "a", content, interrupting), user("up"), end(), "s > a > e", "due > up > e");

test("an interrupting timer takes the task away and goes its own way", async (t) => {
  const scenario = await Scenario.given(withBoundary(timer("timeDuration", "P3D"), true));
  scenario.fire("due");
  t.deepEqual(scenario.tasks, ["up"]);
  t.deepEqual(scenario.effectsOf("closeTask"), [{ type: "closeTask", taskId: "k2", nodeId: "a", reason: "cancelled" }]);
  t.is(scenario.effectsOf("cancelTimer").length, 0);
  t.true(scenario.complete("up").ended);
});

test("a task completed in time cancels its timer", async (t) => {
  const scenario = await Scenario.given(withBoundary(timer("timeDuration", "P3D"), true));
  scenario.complete("a");
  t.deepEqual(scenario.effectsOf("cancelTimer"), [{ type: "cancelTimer", timerId: "m3", nodeId: "due" }]);
  t.true(scenario.ended);
});

test("a non-interrupting timer leaves the task open", async (t) => {
  const scenario = await Scenario.given(withBoundary(timer("timeDuration", "P3D"), false));
  scenario.fire("due");
  t.deepEqual(scenario.tasks, ["a", "up"]);
  t.deepEqual(scenario.timers, []);
  t.true(scenario.complete("a").complete("up").ended);
});

test("a cycle fires as often as it says, counted from when it was due", async (t) => {
  const scenario = await Scenario.given(withBoundary(timer("timeCycle", "R3/PT1H"), false));
  t.deepEqual(scenario.timers, [["due", "2026-03-01T02:00:00.000Z"]]);
  t.deepEqual(scenario.fire("due").timers, [["due", "2026-03-01T03:00:00.000Z"]]);
  t.deepEqual(scenario.fire("due").timers, [["due", "2026-03-01T04:00:00.000Z"]]);
  t.deepEqual(scenario.fire("due").timers, []);
  t.deepEqual(scenario.tasks, ["a", "up", "up", "up"]);
});

test("a cycle without end goes on until the task is done", async (t) => {
  const scenario = await Scenario.given(withBoundary(timer("timeCycle", "R/P1D"), false));
  for (let day = 0; day < 10; day += 1) scenario.fire("due").complete("up");
  t.deepEqual(scenario.timers, [["due", "2026-03-12T01:00:00.000Z"]]);
  t.is(scenario.state.tokens.length, 1);
  t.is(scenario.state.tokens[0]?.forks, undefined);
  t.true(scenario.complete("a").ended);
});
