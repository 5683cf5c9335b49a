import test from "ava";
import { bpmn, element, end, message, messageDefinition, start } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("a message catch event waits for its message", async (t) => {
  const xml = bpmn(
    messageDefinition("M", "paid"),
    start(),
    element("intermediateCatchEvent", "w", message("M")),
    end(),
    "s > w > e",
  );
  const scenario = await Scenario.given(xml);
  t.deepEqual(scenario.effectsOf("subscribe"), [
    { type: "subscribe", subscriptionId: "s2", nodeId: "w", message: "paid" },
  ]);
  t.true(scenario.publish("paid", "any key").ended);
});

test("one message reaches one of two waiting tokens", async (t) => {
  const xml = bpmn(
    messageDefinition("M", "paid"),
    start(),
    element("intermediateCatchEvent", "v", message("M")),
    element("intermediateCatchEvent", "w", message("M")),
    end(),
    "s > v > e",
    "s > w > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.publish("paid");
  t.deepEqual(scenario.messages, ["paid"]);
  t.true(scenario.publish("paid").ended);
});
