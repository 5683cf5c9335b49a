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
    ...["camunda", "flowable", "activiti"].map(
      (vendor) =>
        `<multiInstanceLoopCharacteristics xmlns:flowable="http://flowable.org/bpmn" xmlns:activiti="http://activiti.org/bpmn" ${vendor}:collection='people' ${vendor}:elementVariable='person' />`,
    ),
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

const PICTURE = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"';
const LINE = `${flow("s", "a")}<userTask id="a" />`;

test("what is odd in the picture alone does no harm: ids used twice, elements that are not known", async (t) => {
  for (const inner of ['<bpmndi:BPMNShape id="a" bpmnElement="a" />', '<bpmndi:shadow depth="3" />']) {
    const picture = `<bpmndi:BPMNDiagram ${PICTURE} id="p"><bpmndi:BPMNPlane id="s" bpmnElement="p">${inner}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
    t.deepEqual((await Scenario.run(plain(LINE, "", picture))).tasks, ["a"]);
  }
});

test("a reference may name an element with the prefix of its namespace", async (t) => {
  const scenario = await Scenario.run(
    plain(`${flow("s", "r")}<receiveTask id="r" messageRef="tns:M" />`, '<message id="M" name="paper" />'),
  );
  t.true(scenario.publish("paper").ended);
});

test("types of data, operations and message flows lead no token, so what they name need not be in the file", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `<dataObject id="do" itemSubjectRef="xsd:string" /><property id="pr" itemSubjectRef="xsd:int" />${flow("s", "a")}
       <userTask id="a"><incoming>long-gone</incoming></userTask>${flow("a", "b")}<sendTask id="b" messageRef="M" operationRef="tns:op" />${flow("b", "c")}<userTask id="c" />`,
      `<message id="M" name="m" itemRef="tns:item" /><collaboration id="col"><participant id="us" processRef="p" /><participant id="them" processRef="elsewhere" /><messageFlow id="mf" sourceRef="a" targetRef="nobody" /></collaboration>`,
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["c"]);
});

test("a text that has been decoded is read, whatever encoding its first line names", async (t) => {
  const old = plain(LINE).replace("UTF-8", "ISO-8859-1");
  t.deepEqual((await Scenario.run(old)).tasks, ["a"]);
  const { problems } = await checkProcess(old.replace('id="a"', 'id="a" name="\uFFFD"'));
  t.regex(problems[0]?.message ?? "", /ISO-8859-1/);
});

test("what cannot be read is told with the element it stands in and the reason", async (t) => {
  for (const [xml, message] of [
    [plain(LINE.replace('id="a" /', 'id="a" colour="red" /')), /“colour”.*（在“a”中）/],
    [plain(LINE.replace('id="a" /', 'id="a" default="nowhere" /')), /“nowhere”.*（在“a”中）/],
    [plain(`${flow("s", "an id")}<userTask id="an id" />`), /编号“an id”不合规/],
    [plain(LINE.replace('id="a" /', 'id="a" ns9:colour="red" /')), /ns9/],
  ] as const) {
    const { problems } = await checkProcess(xml);
    t.true(
      problems.some((problem) => message.test(problem.message)),
      JSON.stringify(problems),
    );
  }
});

test("a sub-process without start event begins wherever no flow leads to, and ends with the last of it", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `${flow("s", "box")}<subProcess id="box"><userTask id="a" /><userTask id="b" /></subProcess>${flow("box", "z")}<userTask id="z" />`,
    ),
  );
  t.deepEqual(scenario.tasks, ["a", "b"]);
  t.deepEqual(scenario.complete("a").complete("b").tasks, ["z"]);
});

test("a completion condition may use the names that Camunda 7 and Flowable have for the counts", async (t) => {
  const scenario = await Scenario.run(
    plain(
      `${flow("s", "a")}<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>5</loopCardinality><completionCondition>nrOfCompletedInstances / nrOfInstances >= 0.6 and nrOfActiveInstances = 2</completionCondition></multiInstanceLoopCharacteristics></userTask>`,
    ),
  );
  scenario.complete("a").complete("a");
  t.is(scenario.tasks.length, 3);
  t.true(scenario.complete("a").ended);
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

test("the list of a multi-instance activity may be filled from, and handed on to, variables of other names", async (t) => {
  const io = `<ioSpecification><dataInput id="m_in" name="inList" /><dataOutput id="m_out" name="outList" /><inputSet><dataInputRefs>m_in</dataInputRefs></inputSet><outputSet><dataOutputRefs>m_out</dataOutputRefs></outputSet></ioSpecification>
    <dataInputAssociation><sourceRef>people</sourceRef><targetRef>m_in</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>m_out</sourceRef><targetRef>answers</targetRef></dataOutputAssociation>
    <multiInstanceLoopCharacteristics><loopDataInputRef>m_in</loopDataInputRef><loopDataOutputRef>m_out</loopDataOutputRef><inputDataItem id="person" /><outputDataItem id="answer" /></multiInstanceLoopCharacteristics>`;
  const scenario = await Scenario.run(
    plain(
      `<property id="people" /><property id="answers" />${flow("s", "a")}<userTask id="a">${io}</userTask>${flow("a", "z")}<userTask id="z" />`,
    ),
    { people: ["li", "wang"] },
  );
  t.deepEqual(scenario.tasks, ["a", "a"]);
  scenario.complete("a", { answer: 1 }).complete("a", { answer: 2 });
  t.deepEqual(scenario.state.variables.answers, [1, 2]);
});

test("an expression may name its language without saying that it is a formal one", async (t) => {
  const language = 'language="http://www.omg.org/spec/FEEL/20140401"';
  const scenario = await Scenario.run(
    plain(
      `${flow("s", "x")}<exclusiveGateway id="x" default="x_b" /><sequenceFlow id="x_a" sourceRef="x" targetRef="a"><conditionExpression ${language}>n = 1</conditionExpression></sequenceFlow>${flow("x", "b")}<userTask id="a" /><userTask id="b" />`,
    ),
    { n: 1 },
  );
  t.deepEqual(scenario.tasks, ["a"]);
});

test("a process that several events together would begin is refused by name", async (t) => {
  const both = '<messageEventDefinition messageRef="M" /><messageEventDefinition messageRef="N" />';
  const xml = plain(LINE, '<message id="M" name="m" /><message id="N" name="n" />').replace(
    '<startEvent id="s" />',
    `<startEvent id="s" parallelMultiple="true">${both}</startEvent>`,
  );
  const { problems } = await checkProcess(xml);
  t.true(problems.some(({ rule, nodeId }) => rule === "element-supported" && nodeId === "s"));
});

test("an activity that wants several tokens to begin, or sends several on, is refused by name", async (t) => {
  for (const quantity of ["startQuantity", "completionQuantity"]) {
    const { problems } = await checkProcess(plain(LINE.replace('id="a" /', `id="a" ${quantity}="2" /`)));
    t.true(problems.some(({ nodeId, message }) => nodeId === "a" && message.includes(quantity)));
    t.deepEqual((await Scenario.run(plain(LINE.replace('id="a" /', `id="a" ${quantity}="1" /`)))).tasks, ["a"]);
  }
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
