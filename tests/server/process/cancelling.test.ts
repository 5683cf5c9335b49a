import test from "ava";
import type { PackageFiles } from "../../../engine/definition/index.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";

const flow = (id: string, from: string, to: string, condition = "") =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;

/** The filler asks, the district's reviewer agrees or not. */
const cancelling = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0" id="definitions" targetNamespace="http://example.org">
<bpmn:process id="cancelling" name="撤销" isExecutable="true">
  <bpmn:startEvent id="start"/>
  <bpmn:userTask id="ask" name="申请撤销"><bpmn:extensionElements><zeebe:userTask/><tianbao:assignment role="district-filler" unit="record" starter="true"/></bpmn:extensionElements></bpmn:userTask>
  <bpmn:userTask id="agree" name="审核撤销"><bpmn:extensionElements><zeebe:userTask/><tianbao:assignment role="district-reviewer" unit="record"/>
    <tianbao:outcomes><tianbao:outcome key="approve" label="同意" opinion="optional" kind="complete"/><tianbao:outcome key="refuse" label="不同意" opinion="required" kind="complete"/></tianbao:outcomes></bpmn:extensionElements></bpmn:userTask>
  <bpmn:exclusiveGateway id="agreed" name="同意？" default="no"/>
  <bpmn:endEvent id="end" name="已撤销"><bpmn:extensionElements><tianbao:recordState effective="true"/></bpmn:extensionElements></bpmn:endEvent>
  ${flow("f1", "start", "ask")}${flow("f2", "ask", "agree")}${flow("f3", "agree", "agreed")}
  ${flow("yes", "agreed", "end", '=outcome = "approve"')}${flow("no", "agreed", "ask")}
</bpmn:process></bpmn:definitions>`;

const stallPackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    ...{ key: "stalls", title: "窗口", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: [
      {
        ...{
          key: "stall",
          title: "窗口",
          schema: "stall.schema.json",
          titleField: "name",
          cancelProcess: "cancelling",
        },
        unique: [{ key: "name", fields: ["name"], message: "已有同名的窗口" }],
      },
    ],
    processes: [{ key: "cancelling", title: "撤销窗口", file: "cancelling.bpmn" }],
  }),
  "stall.schema.json": JSON.stringify({
    ...{ title: "窗口", type: "object", required: ["name"] },
    properties: { name: { type: "string", title: "名称", "x-kind": "text", maxLength: 50 } },
  }),
  "access.json": JSON.stringify({
    rules: [
      { recordType: "*", roles: ["*"], actions: ["read"], rows: "division" },
      { recordType: "*", roles: ["district-filler"], actions: ["create", "edit", "submit", "cancel"], rows: "unit" },
    ],
  }),
  "views.json": JSON.stringify({}),
  "cancelling.bpmn": cancelling,
};

let app: TestApp;
let filler: Client;
let reviewer: Client;
test.before(async () => {
  app = await startTestApp({ packages: [stallPackage] });
  filler = await app.client("110101-filler");
  reviewer = await app.client("110101-reviewer");
});
test.after.always(() => app.close());

async function stall(name: string, submit = true) {
  const { status, body } = await filler.post("/records", { recordType: "stalls/stall", data: { name }, submit });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

const shown = async (id: string) => (await filler.get(`/records/${id}`)).body;
const cancel = (id: string) => filler.post(`/records/${id}/cancel`, { reason: "撤并" });
const kinds = async (id: string) =>
  (await filler.get(`/records/${id}/history`)).body.map(({ kind }: { kind: string }) => kind);

test("an official record stays in force until its cancelling has been agreed to", async (t) => {
  const { id } = await stall("一号窗");
  const asked = await cancel(id);
  t.is(asked.status, 200, JSON.stringify(asked.body));
  t.like(asked.body, { status: "inForce", cancelling: true, abilities: { canEdit: false, canCancel: false } });
  t.like(await cancel(id), { status: 409, body: { code: "being-cancelled" } });
  const change = { data: { name: "改名" }, lockVersion: asked.body.lockVersion };
  t.like(await filler.put(`/records/${id}`, change), { status: 409, body: { code: "being-cancelled" } });
  const [task] = asked.body.openTasks;
  t.is(task.name, "审核撤销");
  const other = await app.client("110102-reviewer");
  t.is((await other.post(`/tasks/${task.id}/complete`, { outcome: "approve" })).status, 404);

  t.is((await reviewer.post(`/tasks/${task.id}/complete`, { outcome: "approve" })).status, 200);
  t.like(await shown(id), { status: "cancelled", cancelling: false, openTasks: [] });
  const row = await app.db.owner("p_stalls__stall").where({ record_id: id }).first();
  t.is(row.status, "cancelled");
  t.deepEqual((await kinds(id)).slice(0, 3), ["cancelled", "approved", "cancelRequested"]);
  await stall("一号窗");
});

test("a cancelling that is not agreed to leaves everything as it was and can be asked for again", async (t) => {
  const { id } = await stall("二号窗");
  const [task] = (await cancel(id)).body.openTasks;
  const refused = await reviewer.post(`/tasks/${task.id}/complete`, { outcome: "refuse", opinion: "仍在使用" });
  t.like(refused, { status: 200, body: { status: "terminated" } });
  t.like(await shown(id), { status: "inForce", cancelling: false, openTasks: [], abilities: { canCancel: true } });
  const [last] = (await filler.get(`/records/${id}/history`)).body;
  t.like(last, { kind: "cancelRefused", kindText: "不予取消", opinion: "仍在使用", taskName: "审核撤销" });
  const again = await cancel(id);
  t.is(again.status, 200, JSON.stringify(again.body));
  t.is((await reviewer.post(`/tasks/${again.body.openTasks[0].id}/complete`, { outcome: "approve" })).status, 200);
  t.is((await shown(id)).status, "cancelled");
});

test("what was never official is cancelled at once; an unfinished change has to be finished first", async (t) => {
  const draft = await stall("三号窗", false);
  t.like(await cancel(draft.id), { status: 200, body: { status: "cancelled", cancelling: false } });
  const { id, lockVersion } = await stall("四号窗");
  t.is((await filler.put(`/records/${id}`, { data: { name: "五号窗" }, lockVersion })).status, 200);
  t.like(await cancel(id), { status: 409, body: { code: "unfinished-change" } });
});
