import test from "ava";
import { bpmn, element, end, message, messageDefinition, race, start, timer, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const XML = bpmn(
  messageDefinition("M", "replied"),
  messageDefinition("N", "withdrawn"),
  start(),
  race("g"),
  element("intermediateCatchEvent", "reply", message("M")),
  element("receiveTask", "stop", "", 'messageRef="N"'),
  element("intermediateCatchEvent", "late", timer("timeDuration", "P2D")),
  user("a"),
  user("b"),
  end(),
  "s > g > reply > a > e",
  "g > stop > e",
  "g > late > b > e",
);

test("the first event wins and the others are taken away", async (t) => {
  const scenario = await Scenario.given(XML);
  t.deepEqual(scenario.messages, ["replied", "withdrawn"]);
  t.deepEqual(
    scenario.timers.map(([node]) => node),
    ["late"],
  );
  scenario.publish("replied");
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual([scenario.messages, scenario.timers], [[], []]);
  t.deepEqual(scenario.path, ["s", "g", "reply", "a"]);
  t.true(scenario.complete("a").ended);
});

test("the timer may win", async (t) => {
  const scenario = await Scenario.given(XML);
  t.deepEqual(scenario.fire("late").tasks, ["b"]);
  t.is(scenario.effectsOf("unsubscribe").length, 2);
  t.is(scenario.effectsOf("cancelTimer").length, 0);
});

test("a receive task may stand behind an event gateway", async (t) => {
  const scenario = await Scenario.given(XML);
  t.true(scenario.publish("withdrawn").ended);
});
