import test from "ava";
import { checkProcess } from "../../../engine/process/index.ts";
import { Scenario } from "./scenario.ts";

/** Models as other engines' users write them by hand: no prefix, no types, no picture. */
const plain = (inner: string, beside = "", after = "") => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="x">
${beside}<process id="p" isExecutable="true"><startEvent id="s" />${inner}</process>${after}</definitions>`;
const flow = (from: string, to: string, content = "") =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${content}</sequenceFlow>`;

test("expressions need no xsi:type", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `${flow("s", "x")}<exclusiveGateway id="x" default="x_b" />${flow("x", "a", "<conditionExpression>n = 1</conditionExpression>")}${flow("x", "b")}
       <userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><completionCondition>numberOfCompletedInstances = 2</completionCondition></multiInstanceLoopCharacteristics></userTask>
       <boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id="b" />`,
    ),
    { n: 1 },
  );
  t.deepEqual([scenario.tasks, scenario.timers.length], [["a", "a", "a"], 1]);
  t.true(scenario.complete("a").complete("a").ended);
});

test("a multi-instance activity may name a variable as its data, in BPMN's way or Camunda's", async (t) => {
  for (const loop of [
    "<multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef><inputDataItem name='person' /></multiInstanceLoopCharacteristics>",
    "<multiInstanceLoopCharacteristics camunda:collection='people' camunda:elementVariable='person' />",
  ]) {
    const scenario = await Scenario.run(plain(`${flow("s", "a")}<userTask id="a">${loop}</userTask>`), {
      people: ["li", "wang"],
    });
    t.deepEqual(
      scenario.state.tokens.flatMap((token) => token.local?.person ?? []),
      ["li", "wang"],
    );
  }
});

test("an error or escalation may be known by its code alone", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `${flow("s", "sp")}<subProcess id="sp"><startEvent id="s1" />${flow("s1", "t1")}<intermediateThrowEvent id="t1"><escalationEventDefinition escalationRef="late" /></intermediateThrowEvent>${flow("t1", "u")}<userTask id="u" />${flow("u", "e1")}<endEvent id="e1"><errorEventDefinition errorRef="refused" /></endEvent></subProcess>
       <boundaryEvent id="b" attachedToRef="sp"><errorEventDefinition errorRef="refused" /></boundaryEvent>${flow("b", "a")}<userTask id="a" />
       <boundaryEvent id="c" attachedToRef="sp" cancelActivity="false"><escalationEventDefinition escalationRef="late" /></boundaryEvent>${flow("c", "n")}<userTask id="n" />`,
    ),
  );
  t.deepEqual(scenario.tasks, ["n", "u"]);
  t.deepEqual(scenario.complete("u").tasks, ["a", "n"]);
});

test("flows need no id, even several between the same nodes", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `<sequenceFlow sourceRef="s" targetRef="f" /><parallelGateway id="f" /><sequenceFlow sourceRef="f" targetRef="a" /><sequenceFlow sourceRef="f" targetRef="a" /><userTask id="a" />`,
    ),
  );
  t.deepEqual(scenario.tasks, ["a", "a"]);
});

test("a message without a name is known by its id", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `${flow("s", "c")}<intermediateCatchEvent id="c"><messageEventDefinition messageRef="M" /></intermediateCatchEvent>`,
      '<message id="M" />',
    ),
  );
  t.deepEqual(scenario.messages, ["M"]);
  t.true(scenario.publish("M").ended);
});

test("a picture of what is no longer there does no harm", async (t) => {
  const picture =
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="D"><bpmndi:BPMNPlane id="P" bpmnElement="p"><bpmndi:BPMNShape id="S" bpmnElement="gone" /></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>';
  const scenario = await Scenario.run(plain(`${flow("s", "a")}<userTask id="a" />`, "", picture));
  t.deepEqual(scenario.tasks, ["a"]);
});

test("data objects are routing variables, which associations hand to activities and back", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `<dataObject id="do" name="paper" /><dataObjectReference id="dr" name="paper" dataObjectRef="do" />${flow("s", "a")}
       <userTask id="a"><ioSpecification><dataInput id="di" name="text" /><dataOutput id="out" name="answer" /><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
       <dataInputAssociation><sourceRef>dr</sourceRef><targetRef>di</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>out</sourceRef><targetRef>dr</targetRef></dataOutputAssociation></userTask>${flow("a", "b")}<userTask id="b" />`,
    ),
    { paper: "draft" },
  );
  t.deepEqual(scenario.effectsOf("openTask")[0]?.inputs, { text: "draft" });
  scenario.complete("a", { answer: "final" });
  t.is(scenario.state.variables.paper, "final");
});

test("expressions of other languages are told as such, never run", async (t) => {
  const { problems } = await checkProcess(
    plain(
      `${flow("s", "x")}<exclusiveGateway id="x" default="x_b" />${flow("x", "a", "<conditionExpression>$" + "{n == 1}</conditionExpression>")}${flow("x", "b")}<userTask id="a" camunda:assignee="x" /><userTask id="b" />`,
    ),
  );
  t.true(problems.some(({ rule, severity }) => rule === "feel-valid" && severity === "error"));
  t.true(problems.some(({ rule, nodeId }) => rule === "extension-known" && nodeId === "a"));
});
