import test from "ava";
import { bpmn, element, end, extensions, messageDefinition, start } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("a send task throws its message and passes on", async (t) => {
  const xml = bpmn(
    messageDefinition("M", "approved", "=code"),
    start(),
    element("sendTask", "tell", "", 'messageRef="M"'),
    end(),
    "s > tell > e",
  );
  const scenario = await Scenario.given(xml, { code: 7 });
  t.deepEqual(scenario.effectsOf("throwMessage"), [
    { type: "throwMessage", nodeId: "tell", message: "approved", correlationKey: "7" },
  ]);
  t.true(scenario.ended);
});

test("a send task with a job type is done by a worker", async (t) => {
  const definition = extensions('<zeebe:taskDefinition type="mail" />');
  const scenario = await Scenario.given(bpmn(start(), element("sendTask", "tell", definition), end(), "s > tell > e"));
  t.deepEqual(scenario.jobs, ["tell"]);
  t.true(scenario.work("tell").ended);
});
