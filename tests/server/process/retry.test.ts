import test from "ava";
import { PermanentJobError } from "../../../server/jobs/job.ts";
import { registerServiceJob } from "../../../server/process/service-jobs.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "./demo-package.ts";

const flow = (id: string, from: string, to: string, condition = "") =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;

/** A report is sent somewhere by a background service; another way waits a day and then finds no way on. */
const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0" id="definitions" targetNamespace="http://example.org">
<bpmn:process id="approval" name="报送" isExecutable="true">
  <bpmn:startEvent id="start"/>
  <bpmn:exclusiveGateway id="way" name="方式" default="toSend"/>
  <bpmn:serviceTask id="send" name="报送"><bpmn:extensionElements><zeebe:taskDefinition type="test-flaky" retries="1"/></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:intermediateCatchEvent id="wait" name="等一天"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
  <bpmn:exclusiveGateway id="stuck" name="去哪"/>
  <bpmn:endEvent id="end"><bpmn:extensionElements><tianbao:recordState effective="true"/></bpmn:extensionElements></bpmn:endEvent>
  <bpmn:endEvent id="other"/>
  ${flow("f1", "start", "way")}${flow("toSend", "way", "send")}${flow("toWait", "way", "wait", '=done = "等"')}
  ${flow("f2", "send", "end")}${flow("f3", "wait", "stuck")}
  ${flow("no1", "stuck", "end", '=done = "甲"')}${flow("no2", "stuck", "other", '=done = "乙"')}
</bpmn:process></bpmn:definitions>`;

function sendingPackage(): Record<string, string> {
  const manifest = JSON.parse(demoPackage["manifest.json"] as string);
  manifest.recordTypes[2].routing = ["done"];
  return { ...demoPackage, "manifest.json": JSON.stringify(manifest), "approval.bpmn": bpmn };
}

let broken = true;
registerServiceJob("test-flaky", async () => {
  if (broken) throw new PermanentJobError("对方系统未响应");
  return undefined;
});

let offset = 0;
let app: TestApp;
let filler: Client;
let admin: Client;
test.before(async () => {
  const now = () => new Date(Date.now() + offset);
  app = await startTestApp({ packages: [sendingPackage()], working: true, now });
  filler = await app.client("110101-filler");
  admin = await app.client("admin");
});
test.after.always(() => app.close());

async function submitted(title: string, done: string): Promise<{ id: string; instanceId: string }> {
  const answer = await filler.post("/records", { recordType: "demo/report", data: { title, done }, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const view = async (instanceId: string) => (await admin.get(`/processes/${instanceId}`)).body;
const stopped = (instanceId: string) => until("it stops", async () => (await view(instanceId)).status === "incident");
const retry = (someone: Client, instanceId: string) => someone.post(`/processes/${instanceId}/retry`);

test.serial(
  "a background service that was given up runs again when somebody says so, and the flow goes on",
  async (t) => {
    const { id, instanceId } = await submitted("报送", "是");
    await stopped(instanceId);
    t.is((await view(instanceId)).incident, "节点“报送”（send）的后台处理失败：对方系统未响应");
    t.is((await retry(filler, instanceId)).status, 403);
    broken = false;
    const again = await retry(admin, instanceId);
    t.is(again.status, 200, JSON.stringify(again.body));
    await until("it ends", async () => (await view(instanceId)).status === "completed");
    t.is((await filler.get(`/records/${id}`)).body.status, "inForce");
    t.like(await retry(admin, instanceId), { status: 409, body: { code: "nothing-to-retry" } });
    const rows = await app.db.owner("audit_log").where({ action: "process.retry", target: `process/${instanceId}` });
    t.is(rows.length, 1);
    t.is((await retry(admin, "00000000-0000-7000-8000-000000000000")).status, 404);
  },
);

test.serial("a timer that the flow cannot go on from stops it with a reason, and can be fired again", async (t) => {
  const { id, instanceId } = await submitted("等待", "等");
  offset += 25 * 3_600_000;
  await stopped(instanceId);
  const first = await view(instanceId);
  t.regex(first.incident, /“去哪”.*没有一条连线的条件成立/);
  t.deepEqual(first.active, ["wait"]);
  const job = () => app.db.owner("job").where({ kind: "process-timer" }).first();
  await until("its job is given up", async () => (await job()).state === "failed");
  t.is((await filler.get(`/records/${id}`)).body.status, "inReview");
  const told = async () => (await app.db.owner("process_instance").where({ id: instanceId }).first()).incident;
  const before = await told();
  t.is((await retry(admin, instanceId)).status, 200);
  await stopped(instanceId);
  const after = await told();
  t.true(after.at > before.at, "it was fired again");
  t.deepEqual({ ...after, at: "", id: "" }, { ...before, at: "", id: "" });
});
