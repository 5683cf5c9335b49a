import test from "ava";
import { checkProcess } from "../../../engine/process/index.ts";

const process = (task: string, settings = ""): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0" id="d" targetNamespace="http://example.org">
<bpmn:process id="p" isExecutable="true">${settings && `<bpmn:extensionElements>${settings}</bpmn:extensionElements>`}
  <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
  <bpmn:userTask id="review" name="审核"><bpmn:extensionElements><tianbao:assignment role="reviewer" />${task}</bpmn:extensionElements>
    <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:userTask>
  <bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="review" /><bpmn:sequenceFlow id="b" sourceRef="review" targetRef="end" />
</bpmn:process></bpmn:definitions>`;

const rulesOf = async (task: string, settings?: string) =>
  (await checkProcess(process(task, settings))).model?.nodes.review?.task?.rules;
const errorsOf = async (task: string): Promise<string[]> =>
  (await checkProcess(process(task))).problems.filter((one) => one.severity === "error").map((one) => one.message);

test("a task declares what happens by itself; a process declares it for all its tasks", async (t) => {
  t.is(await rulesOf(""), undefined);
  const all = `<tianbao:taskRules ownSubmission="next" samePerson="pass" /><tianbao:due workingDays="5" />`;
  t.deepEqual(await rulesOf("", all), {
    ...{ ownSubmission: "next", samePerson: "pass" },
    due: { workingDays: 5, onDue: "remind" },
  });
  const own = `<tianbao:taskRules ownSubmission="skip" handTo="role" /><tianbao:due workingDays="2" onDue="escalate" />
    <tianbao:autoPass><tianbao:check condition="=record.amount &lt; 100" reason="金额大" /></tianbao:autoPass>
    <tianbao:copies><tianbao:copy on="enter" role="leader" unit="parent" /></tianbao:copies>`;
  t.deepEqual(await rulesOf(own, all), {
    ...{ ownSubmission: "skip", samePerson: "pass", handTo: "role", due: { workingDays: 2, onDue: "escalate" } },
    autoPass: [{ condition: "=record.amount < 100", reason: "金额大" }],
    copies: [{ on: "enter", role: "leader", unit: "parent" }],
  });
});

test("rules that cannot work are refused at publish, naming the task", async (t) => {
  const cases: [string, RegExp][] = [
    ['<tianbao:taskRules ownSubmission="never" />', /ownSubmission="never" 无效/],
    ['<tianbao:taskRules handTo="boss" />', /handTo="boss" 无效/],
    ['<tianbao:taskRules samePerson="skip" />', /samePerson="skip" 无效/],
    ['<tianbao:due workingDays="0" />', /workingDays 必须是 1 到 1000 的整数/],
    ['<tianbao:due workingDays="3" onDue="explode" />', /onDue="explode" 无效/],
    ['<tianbao:quorum rule="all" siblings="some" />', /siblings="some" 无效/],
    ['<tianbao:autoPass><tianbao:check condition="=record.a &gt;" reason="坏" /></tianbao:autoPass>', /表达式有误/],
    [
      '<tianbao:autoPass><tianbao:check condition="=true" /></tianbao:autoPass>',
      /必须写明条件 condition 和不满足时的原因/,
    ],
    ['<tianbao:copies><tianbao:copy on="enter" /></tianbao:copies>', /抄送没有写明角色 role 或人员 users/],
    ['<tianbao:copies><tianbao:copy on="leave" role="a" /></tianbao:copies>', /on="leave" 无效/],
    ['<tianbao:copies><tianbao:copy on="enter" role="a" unit="level" /></tianbao:copies>', /必须选择层级 level/],
  ];
  for (const [xml, message] of cases) {
    const errors = await errorsOf(xml);
    t.true(
      errors.some((text) => message.test(text) && text.includes("审核")),
      `${xml}: ${errors.join("；")}`,
    );
  }
});
