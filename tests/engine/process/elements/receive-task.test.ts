import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { boundary, bpmn, element, end, messageDefinition, start, timer, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const XML = bpmn(
  messageDefinition("M", "replied", "=code"),
  start(),
  element("receiveTask", "wait", "", 'messageRef="M"'),
  boundary("late", "wait", timer("timeDuration", "P5D")),
  user("chase"),
  end(),
  "s > wait > e",
  "late > chase > e",
);

test("a receive task waits for its message with its key", async (t) => {
  const scenario = await Scenario.given(XML, { code: "A-1" });
  t.deepEqual(scenario.messages, ["replied"]);
  const error = t.throws(() => scenario.publish("replied", "B-2"), { instanceOf: ProcessError });
  t.is(error.code, "message-not-expected");
  scenario.publish("replied", "A-1", { answer: "同意" });
  t.true(scenario.ended);
  t.is(scenario.state.variables.answer, "同意");
});

test("a boundary timer of a receive task unsubscribes", async (t) => {
  const scenario = await Scenario.given(XML, { code: "A-1" });
  scenario.fire("late");
  t.is(scenario.effectsOf("unsubscribe").length, 1);
  t.deepEqual(scenario.messages, []);
  t.true(scenario.complete("chase").ended);
});

test("a message without its correlation value stops the step and names the node", async (t) => {
  const error = await t.throwsAsync(Scenario.given(XML), { instanceOf: ProcessError });
  t.is(error.code, "expression-failed");
  t.regex(error.message, /wait/);
});
