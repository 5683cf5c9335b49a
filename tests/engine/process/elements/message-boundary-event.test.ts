import test from "ava";
import { boundary, bpmn, end, message, messageDefinition, start, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const withBoundary = (interrupting: boolean) =>
  bpmn(
    messageDefinition("M", "withdrawn"),
    start(),
    user("a"),
    boundary("stop", "a", message("M"), interrupting),
    user("b"),
    end(),
    "s > a > e",
    "stop > b > e",
  );

test("an interrupting message takes the task away", async (t) => {
  const scenario = await Scenario.given(withBoundary(true));
  scenario.publish("withdrawn");
  t.deepEqual(scenario.tasks, ["b"]);
  t.deepEqual(scenario.messages, []);
  t.true(scenario.complete("b").ended);
});

test("a non-interrupting message may come several times", async (t) => {
  const scenario = await Scenario.given(withBoundary(false));
  scenario.publish("withdrawn").publish("withdrawn");
  t.deepEqual(scenario.tasks, ["a", "b", "b"]);
  scenario.complete("a");
  t.deepEqual(scenario.messages, []);
  t.true(scenario.complete("b").complete("b").ended);
});
