import test from "ava";
import { compile, startTriggers } from "../../../../engine/process/index.ts";
import { bpmn, end, message, messageDefinition, start, user } from "../bpmn.ts";
import { BEGIN, Scenario } from "../scenario.ts";

test("a message start event tells its message, and an instance begins there", async (t) => {
  const xml = bpmn(messageDefinition("M", "item-changed"), start("m", message("M")), user("a"), end(), "m > a > e");
  t.deepEqual(startTriggers(await compile(xml), BEGIN), [{ nodeId: "m", kind: "message", message: "item-changed" }]);
  const scenario = await Scenario.given(xml, { item: "A1" }, "m");
  t.deepEqual(scenario.tasks, ["a"]);
  t.true(scenario.complete("a").ended);
});
