import test from "ava";
import {
  boundary,
  bpmn,
  caught,
  condition,
  end,
  eventSub,
  eventTask,
  message,
  messageDefinition,
  multi,
  onEvent,
  race,
  row,
  start,
  subWith,
  timer,
  user,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const catching = bpmn(start(), caught("w", condition("=amount > 10")), user("a"), end(), "s > w > a > e");

test("a conditional catch event waits until its condition holds", async (t) => {
  const scenario = await Scenario.given(catching, { amount: 1 });
  t.deepEqual(scenario.tasks, []);
  t.deepEqual(scenario.change({ amount: 5 }).tasks, []);
  t.deepEqual(scenario.change({ amount: 11 }).tasks, ["a"]);
  t.true(scenario.complete("a").ended);
});

test("where the condition holds already, the token goes on at once", async (t) => {
  t.deepEqual((await Scenario.given(catching, { amount: 20 })).tasks, ["a"]);
});

test("a condition over a variable that is not there yet does not hold, and is no fault", async (t) => {
  const scenario = await Scenario.given(catching);
  t.deepEqual(scenario.change({ amount: "much" }).tasks, []);
  t.deepEqual(scenario.change({ amount: 12 }).tasks, ["a"]);
});

test("variables that another task brings are enough: nobody has to ask", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      user("b"),
      boundary("stop", "b", condition("=cancelled")),
      user("x"),
      end(),
      "s > a > b > e",
      "stop > x > e",
    ),
  );
  scenario.complete("a", { cancelled: true });
  t.deepEqual(scenario.tasks, ["x"], "the boundary event comes as soon as the task begins");
});

test("a non-interrupting condition counts once each time it comes to hold", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      boundary("hot", "a", condition("=level > 5"), false),
      user("x"),
      end(),
      "s > a > e",
      "hot > x > e",
    ),
  );
  t.deepEqual(scenario.change({ level: 6 }).tasks, ["a", "x"]);
  t.deepEqual(scenario.change({ level: 7 }).tasks, ["a", "x"], "it still holds");
  t.deepEqual(scenario.change({ level: 1 }).tasks, ["a", "x"]);
  t.deepEqual(scenario.change({ level: 9 }).tasks, ["a", "x", "x"]);
  t.true(scenario.complete("a").complete("x").complete("x").ended);
});

test("a conditional event sub-process is set off by what happens inside its scope", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      user("b"),
      end(),
      "s > a > b > e",
      eventSub("es", onEvent("es_s", condition('=risk = "high"')), user("x"), end("es_e"), "es_s > x > es_e"),
    ),
  );
  scenario.complete("a", { risk: "high" });
  t.deepEqual(scenario.tasks, ["x"]);
  t.true(scenario.complete("x").ended);
});

test("a condition sees the variables of its own instance", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith(
        "p1",
        multi("parallel", { inputCollection: "=limits", inputElement: "limit" }),
        start("s1"),
        caught("w", condition("=amount > limit")),
        user("a"),
        end("e1"),
        "s1 > w > a > e1",
      ),
      end(),
      "s > p1 > e",
    ),
    { limits: [10, 100], amount: 0 },
  );
  t.deepEqual(scenario.change({ amount: 50 }).tasks, ["a"]);
  t.deepEqual(scenario.change({ amount: 500 }).tasks, ["a", "a"]);
});

test("a condition after an event-based gateway, beside a message and a time", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "go"),
      start(),
      race("g"),
      caught("c", condition("=ready")),
      caught("m", message("M")),
      caught("d", timer("timeDuration", "P1D")),
      user("a"),
      end(),
      "s > g > c > a > e",
      "g > m > e",
      "g > d > e",
    ),
  );
  scenario.change({ ready: true });
  t.deepEqual([scenario.tasks, scenario.timers, scenario.messages], [["a"], [], []]);
  t.true(scenario.complete("a").ended);
});

test("a message brings the variables that a condition waits for", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "go"),
      start(),
      user("a"),
      boundary("hear", "a", message("M"), false),
      boundary("stop", "a", condition("=closed")),
      user("x"),
      user("y"),
      end(),
      "s > a > e",
      "hear > x > e",
      "stop > y > e",
    ),
  );
  scenario.publish("go", undefined, { closed: true });
  t.deepEqual(scenario.tasks, ["x", "y"]);
  t.true(scenario.complete("x").complete("y").ended);
});

test("a condition that the last task makes true is noticed before the process ends", async (t) => {
  for (const interrupting of [true, false]) {
    const scenario = await Scenario.given(
      bpmn(...row("s > a > e"), eventTask("es", condition("=amount > 5"), "x", interrupting)),
      { amount: 1 },
    );
    t.deepEqual(scenario.complete("a", { amount: 9 }).tasks, ["x"]);
    t.true(scenario.complete("x").ended);
  }
});

test("a condition on an activity no longer counts once that is done", async (t) => {
  const scenario = await Scenario.given(
    bpmn(...row("s > a > b > e"), boundary("late", "a", condition("=amount > 5")), user("z"), "late > z > e"),
    { amount: 1 },
  );
  t.deepEqual(scenario.complete("a", { amount: 9 }).tasks, ["b"]);
});
