import type { PackageFiles } from "../../../engine/definition/index.ts";

const text = (title: string, extra: object = {}) => ({
  type: "string",
  title,
  "x-kind": "text",
  maxLength: 100,
  ...extra,
});
const reference = (title: string, recordType: string) => ({
  ...{ type: "string", format: "uuid", title, "x-kind": "reference", "x-reference": { recordType } },
});
const schema = (title: string, properties: object, required: string[]) =>
  JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", title, type: "object", properties, required });

const work = schema("工作", { title: text("名称"), year: text("年度"), kind: text("周期") }, ["title", "year", "kind"]);
const part = schema("内容", { work: reference("工作", "demo/work"), title: text("内容"), target: text("目标") }, [
  "work",
  "title",
]);
const report = schema(
  "填报",
  {
    title: text("标题"),
    work: reference("工作", "demo/work"),
    part: reference("内容", "demo/part"),
    period: text("期间"),
    unit: text("单位"),
    done: text("完成情况"),
  },
  ["title", "done"],
);

const manifest = {
  ...{ key: "demo", title: "演示", version: "1.0.0", dependsOn: ["_shared"] },
  recordTypes: [
    {
      ...{ key: "work", title: "工作", schema: "work.schema.json", titleField: "title", visibility: "everyone" },
      children: [{ recordType: "part", field: "work" }],
      dispatch: {
        ...{ recordType: "report", subjects: { recordType: "part", field: "work" }, subjectField: "part" },
        ...{ period: "=record.kind", year: "=number(record.year)", fillerRole: "district-filler", dueDay: 5 },
        ...{ levels: ["district"], unitKinds: ["bureau"] },
        prefill: {
          work: "=record.id",
          title: '=subject.title + "（" + period.title + "）"',
          period: "=period.title",
          unit: "=unit.name",
        },
      },
    },
    { key: "part", title: "内容", schema: "part.schema.json", titleField: "title", visibility: "everyone" },
    { key: "report", title: "填报", schema: "report.schema.json", titleField: "title", process: "approval" },
  ],
  processes: [{ key: "approval", title: "填报审核", file: "approval.bpmn" }],
};

const all = ["city-officer"];
const access = {
  rules: [
    {
      recordType: "*",
      roles: all,
      actions: ["read", "create", "edit", "submit", "dispatch", "statistics"],
      rows: "all",
    },
    { recordType: "*", roles: ["*"], actions: ["read"], rows: "division" },
    { recordType: "work", roles: ["*"], actions: ["read"], rows: "all" },
    { recordType: "part", roles: ["*"], actions: ["read"], rows: "all" },
    {
      recordType: "report",
      roles: ["district-filler", "street-staff"],
      actions: ["create", "edit", "submit"],
      rows: "unit",
    },
  ],
};

const outcomes = `<tianbao:outcomes>
  <tianbao:outcome key="approve" label="通过" opinion="optional" style="primary" kind="complete" />
  <tianbao:outcome key="return" label="退回" opinion="required" style="danger" kind="complete" />
</tianbao:outcomes>`;

const review = (id: string, name: string, assignment: string, [from, to]: [string, string], timer: string): string => `
  <bpmn:userTask id="${id}" name="${name}">
    <bpmn:extensionElements><zeebe:userTask /><zeebe:taskSchedule dueDate="P3D" />
      <tianbao:assignment ${assignment} />${outcomes}</bpmn:extensionElements>
    <bpmn:incoming>${from}</bpmn:incoming><bpmn:outgoing>${to}</bpmn:outgoing>
  </bpmn:userTask>
  <bpmn:boundaryEvent id="${id}Late" name="${name}超时" cancelActivity="false" attachedToRef="${id}">
    <bpmn:outgoing>${id}ToRemind</bpmn:outgoing>
    <bpmn:timerEventDefinition id="${id}Timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${timer}</bpmn:timeDuration></bpmn:timerEventDefinition>
  </bpmn:boundaryEvent>
  <bpmn:serviceTask id="${id}Remind" name="催办${name}">
    <bpmn:extensionElements><zeebe:taskDefinition type="notify" /><zeebe:taskHeaders><zeebe:header key="text" value="已等待三天" /></zeebe:taskHeaders></bpmn:extensionElements>
    <bpmn:incoming>${id}ToRemind</bpmn:incoming><bpmn:outgoing>${id}Reminded</bpmn:outgoing>
  </bpmn:serviceTask>
  <bpmn:endEvent id="${id}RemindEnd"><bpmn:incoming>${id}Reminded</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="${id}ToRemind" sourceRef="${id}Late" targetRef="${id}Remind" />
  <bpmn:sequenceFlow id="${id}Reminded" sourceRef="${id}Remind" targetRef="${id}RemindEnd" />`;

const decision = (id: string, [from, yes, no]: [string, string, string]): string => `
  <bpmn:exclusiveGateway id="${id}" name="通过？" default="${no}">
    <bpmn:incoming>${from}</bpmn:incoming><bpmn:outgoing>${yes}</bpmn:outgoing><bpmn:outgoing>${no}</bpmn:outgoing>
  </bpmn:exclusiveGateway>`;

const flow = (id: string, from: string, to: string, condition = ""): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${
    condition
      ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`
      : ""
  }</bpmn:sequenceFlow>`;

const approval = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0" id="definitions" targetNamespace="http://example.org">
<bpmn:process id="approval" name="填报审核" isExecutable="true">
  <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
  <bpmn:userTask id="fill" name="填报">
    <bpmn:extensionElements><zeebe:userTask /><tianbao:assignment role="district-filler" unit="record" starter="true" />
      <tianbao:outcomes><tianbao:outcome key="submit" label="提交" opinion="optional" kind="complete" /></tianbao:outcomes>
    </bpmn:extensionElements>
    <bpmn:incoming>f1</bpmn:incoming><bpmn:incoming>no1</bpmn:incoming><bpmn:incoming>no2</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
  </bpmn:userTask>
  ${review("first", "区审核", 'role="district-reviewer" unit="record"', ["f2", "f3"], "P3D")}
  ${decision("d1", ["f3", "yes1", "no1"])}
  ${review("second", "市审核", 'role="city-reviewer" unit="level" level="city"', ["yes1", "f4"], "P3D")}
  ${decision("d2", ["f4", "yes2", "no2"])}
  <bpmn:endEvent id="end" name="生效"><bpmn:extensionElements><tianbao:recordState effective="true" /></bpmn:extensionElements><bpmn:incoming>yes2</bpmn:incoming></bpmn:endEvent>
  ${flow("f1", "start", "fill")}${flow("f2", "fill", "first")}${flow("f3", "first", "d1")}
  ${flow("yes1", "d1", "second", '=outcome = "approve"')}${flow("no1", "d1", "fill")}
  ${flow("f4", "second", "d2")}${flow("yes2", "d2", "end", '=outcome = "approve"')}${flow("no2", "d2", "fill")}
</bpmn:process></bpmn:definitions>`;

/** A tiny package of the tests' own: a work with parts, dispatched as reports that two reviewers approve. */
export const demoPackage: PackageFiles = {
  "manifest.json": JSON.stringify(manifest),
  "work.schema.json": work,
  "part.schema.json": part,
  "report.schema.json": report,
  "access.json": JSON.stringify(access),
  "views.json": JSON.stringify({}),
  "approval.bpmn": approval,
};
