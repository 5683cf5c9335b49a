import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { and, bpmn, end, extensions, start, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("the instance ends when its last token has reached an end", async (t) => {
  const xml = bpmn(start(), and("f"), user("a"), user("b"), end("e1"), end("e2"), "s > f > a > e1", "f > b > e2");
  const scenario = await Scenario.given(xml);
  scenario.complete("a");
  t.false(scenario.ended);
  scenario.complete("b");
  t.true(scenario.ended);
  t.deepEqual(scenario.effectsOf("end"), [{ type: "end", outcome: "completed", nodeId: "e2" }]);
});

test("an end event passes on what becomes of the record", async (t) => {
  const hint = extensions('<tianbao:recordState effective="true" submit="false" />');
  const scenario = await Scenario.given(bpmn(start(), user("a"), end("e", hint), "s > a > e"));
  scenario.complete("a");
  t.deepEqual(scenario.effectsOf("recordState"), [
    { type: "recordState", nodeId: "e", submit: false, effective: true },
  ]);
});

test("a node hands the record to whom its expression names, or back to the unit it was filed by", async (t) => {
  const hand = (owner: string) => `<tianbao:recordState owner="${owner}" />`;
  const xml = bpmn(start(), user("a", hand("=district")), user("b", hand("starter")), end(), "s > a > b > e");
  const scenario = await Scenario.given(xml, { district: "110101000000" });
  t.deepEqual(scenario.effectsOf("recordState"), [{ type: "recordState", nodeId: "a", owner: "110101000000" }]);
  scenario.complete("a");
  t.deepEqual(scenario.effectsOf("recordState"), [{ type: "recordState", nodeId: "b", owner: "starter" }]);
});

test("an ended instance takes no more commands", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), end(), "s > a > e"));
  scenario.complete("a");
  const error = t.throws(() => scenario.do({ type: "terminate" }), { instanceOf: ProcessError });
  t.is(error.code, "instance-ended");
});

test("a node without outgoing flow ends its token", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), "s > a"));
  t.true(scenario.complete("a").ended);
});
