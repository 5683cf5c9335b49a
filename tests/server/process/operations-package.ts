import type { PackageFiles } from "../../../engine/definition/index.ts";
import type { TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";

const text = (title: string, extra: object = {}) => ({
  ...{ type: "string", title, "x-kind": "text", maxLength: 100 },
  ...extra,
});

const schema = JSON.stringify({
  ...{ $schema: "http://json-schema.org/draft-07/schema#", title: "申请", type: "object" },
  properties: {
    title: text("标题"),
    amount: { type: "number", title: "金额", "x-kind": "number" },
    reason: text("理由"),
    secret: text("内部意见"),
  },
  required: ["title"],
});

const outcomes = `<tianbao:outcomes>
  <tianbao:outcome key="approve" label="通过" style="primary" kind="complete" />
  <tianbao:outcome key="reject" label="不同意" opinion="required" style="danger" kind="complete" />
  <tianbao:outcome key="back" label="退回" opinion="required" style="danger" kind="return" target="fill" />
</tianbao:outcomes>`;

/** A user task with its assignment (attributes of tianbao:assignment) and whatever else it declares. */
export interface TaskSpec {
  id: string;
  name: string;
  assignment?: string;
  extra?: string;
}

function userTask({ id, name, assignment = "", extra = "" }: TaskSpec, [from, to]: [string, string]): string {
  const who = assignment ? `<tianbao:assignment ${assignment} />` : "";
  return `<bpmn:userTask id="${id}" name="${name}"><bpmn:extensionElements><zeebe:userTask />${who}${outcomes}${extra}
    </bpmn:extensionElements><bpmn:incoming>${from}</bpmn:incoming><bpmn:outgoing>${to}</bpmn:outgoing></bpmn:userTask>`;
}

const fill = `<bpmn:userTask id="fill" name="填报"><bpmn:extensionElements><zeebe:userTask />
  <tianbao:assignment role="district-filler" unit="record" starter="true" /><tianbao:recordState editable="true" />
  </bpmn:extensionElements><bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing></bpmn:userTask>`;

const end = (from: string): string =>
  `<bpmn:endEvent id="end" name="生效"><bpmn:extensionElements><tianbao:recordState effective="true" /></bpmn:extensionElements><bpmn:incoming>${from}</bpmn:incoming></bpmn:endEvent>`;

/** BPMN text around the elements of one process. */
export const bpmn = (id: string, body: string, settings = ""): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0" id="definitions" targetNamespace="http://example.org">
<bpmn:process id="${id}" name="${id}" isExecutable="true">${settings && `<bpmn:extensionElements>${settings}</bpmn:extensionElements>`}
  <bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>${fill}${body}
</bpmn:process></bpmn:definitions>`;

/** A sequence flow. */
export const flow = (id: string, from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;

/** fill, then each task after the other, then in force. */
export function inLine(id: string, tasks: readonly TaskSpec[], settings = ""): string {
  const nodes = tasks.map((task, n) => userTask(task, [`f${n + 1}`, `f${n + 2}`]));
  const names = ["start", "fill", ...tasks.map((task) => task.id), "end"];
  const flows = names.slice(1).map((name, n) => flow(`f${n}`, names[n] as string, name));
  return bpmn(id, [...nodes, end(`f${tasks.length + 1}`), ...flows].join(""), settings);
}

/** fill, both tasks at once, then the last one. */
export function inParallel(id: string, [left, right, last]: [TaskSpec, TaskSpec, TaskSpec]): string {
  const gateway = (name: string, ins: string[], outs: string[]): string =>
    `<bpmn:parallelGateway id="${name}">${ins.map((f) => `<bpmn:incoming>${f}</bpmn:incoming>`).join("")}${outs.map((f) => `<bpmn:outgoing>${f}</bpmn:outgoing>`).join("")}</bpmn:parallelGateway>`;
  const body = [
    ...[gateway("split", ["f1"], ["a0", "b0"]), gateway("join", ["a1", "b1"], ["f2"])],
    ...[userTask(left, ["a0", "a1"]), userTask(right, ["b0", "b1"]), userTask(last, ["f2", "f3"]), end("f3")],
    ...[flow("f0", "start", "fill"), flow("f1", "fill", "split"), flow("a0", "split", left.id)],
    ...[flow("b0", "split", right.id), flow("a1", left.id, "join"), flow("b1", right.id, "join")],
    ...[flow("f2", "join", last.id), flow("f3", last.id, "end")],
  ];
  return bpmn(id, body.join(""));
}

/** A package with one record type per process, all with the same form: title, amount, reason, secret. */
export function operationsPackage(processes: Record<string, string>): PackageFiles {
  const keys = Object.keys(processes);
  const manifest = {
    ...{ key: "ops", title: "审批", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: keys.map((key) => ({
      key,
      title: "申请",
      schema: "form.schema.json",
      titleField: "title",
      process: key,
    })),
    processes: keys.map((key) => ({ key, title: `${key}审批`, file: `${key}.bpmn` })),
  };
  const rules = [
    { recordType: "*", roles: ["*"], actions: ["read"], rows: "division" },
    { recordType: "*", roles: ["district-filler"], actions: ["create", "edit", "submit"], rows: "unit" },
  ];
  return {
    "manifest.json": JSON.stringify(manifest),
    "form.schema.json": schema,
    "access.json": JSON.stringify({ rules }),
    "views.json": JSON.stringify({}),
    ...Object.fromEntries(keys.map((key) => [`${key}.bpmn`, processes[key] as string])),
  };
}

/** One more account at the unit of another one, with the demo password. */
export async function addAccount(app: TestApp, login: string, name: string, like: string, roles: string[]) {
  const { id, created_at, ...row } = await app.db.owner("account").where({ login: like }).first();
  const [made] = await app.db
    .owner("account")
    .insert({ ...row, login, name })
    .returning("id");
  if (roles.length > 0) {
    await app.db.owner("account_role").insert(roles.map((role_key) => ({ account_id: made.id, role_key })));
  }
  return made.id as number;
}

/** Submits a record of a type; answers its id and the first open task. */
export async function submit(filler: Client, type: string, data: Record<string, unknown>) {
  const answer = await filler.post("/records", { recordType: `ops/${type}`, data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const { id, instanceId, openTasks } = answer.body;
  return { id: id as string, instanceId: instanceId as string, task: openTasks[0]?.id as string };
}
