import test from "ava";
import { registerServiceJob, ServiceError } from "../../../server/process/service-jobs.ts";
import {
  boundary,
  bpmn,
  call,
  caught,
  element,
  end,
  error,
  errorDefinition,
  extensions,
  race,
  signal,
  signalDefinition,
  start,
  thrown,
  timer,
  xor,
} from "../../engine/process/bpmn.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "./demo-package.ts";

const effective = (id: string) => element("endEvent", id, extensions('<tianbao:recordState effective="true" />'));
const job = (id: string, type: string) =>
  element("serviceTask", id, extensions(`<zeebe:taskDefinition type="${type}" retries="1" />`));

/** Waits for a signal, throws it, asks a worker who reports an error of the model's own, or calls another process. */
const approval = bpmn(
  signalDefinition("S", "开闸"),
  signalDefinition("T", "放行"),
  errorDefinition("E", "refused"),
  start(),
  xor("way"),
  race("g"),
  caught("heard", signal("S")),
  caught("never", timer("timeDuration", "P900D")),
  thrown("tell", signal("S")),
  caught("passed", signal("T")),
  xor("sure"),
  thrown("pass", signal("T")),
  job("work", "test-refuses"),
  boundary("caught", "work", error("E")),
  job("wrong", "test-refuses"),
  call("other", "inner", "", 'bindingType="deployment"'),
  effective("good"),
  end("e"),
  "s > way",
  'way > g ? =done = "等"',
  'way > tell ? =done = "发"',
  'way > passed ? =done = "候"',
  'way > pass ? =done = "放"',
  "passed > sure",
  'sure > good ? =done = "免"',
  "pass > good",
  'way > work ? =done = "办"',
  'way > wrong ? =done = "错"',
  "way > other ? default",
  "g > heard > good",
  "g > never > e",
  "tell > good",
  "work > e",
  "caught > good",
  "wrong > e",
  "other > good",
);

const inner = bpmn(start(), job("innerJob", "test-agrees"), end(), "s > innerJob > e").replace('id="p"', 'id="inner"');

function eventsPackage(): Record<string, string> {
  const manifest = JSON.parse(demoPackage["manifest.json"] as string);
  manifest.recordTypes[2].routing = ["done"];
  manifest.processes.push({ key: "inner", title: "内部流程", file: "inner.bpmn" });
  return { ...demoPackage, "manifest.json": JSON.stringify(manifest), "approval.bpmn": approval, "inner.bpmn": inner };
}

registerServiceJob("test-agrees", async () => ({ agreed: true }));
registerServiceJob("test-refuses", async () => {
  throw new ServiceError("refused", "对方不同意", { reason: "no" });
});

let app: TestApp;
let filler: Client;
let admin: Client;
test.before(async () => {
  app = await startTestApp({ packages: [eventsPackage()], working: true });
  filler = await app.client("110101-filler");
  admin = await app.client("admin");
});
test.after.always(() => app.close());

async function submitted(title: string, done: string): Promise<{ id: string; instanceId: string }> {
  const answer = await filler.post("/records", { recordType: "demo/report", data: { title, done }, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const statusOf = async (instanceId: string) => (await admin.get(`/processes/${instanceId}`)).body.status;

test.serial("a signal thrown by one instance reaches every other one that waits for it, once", async (t) => {
  const waiting = [await submitted("甲", "等"), await submitted("乙", "等")];
  const rows = () => app.db.owner("process_subscription").where({ kind: "signal", message: "开闸" });
  t.is((await rows()).length, 2);
  const thrower = await submitted("丙", "发");
  t.is(await statusOf(thrower.instanceId), "completed");
  for (const { id, instanceId } of waiting) {
    await until("the signal arrives", async () => (await statusOf(instanceId)) === "completed");
    t.is((await filler.get(`/records/${id}`)).body.status, "inForce");
  }
  t.deepEqual(await rows(), []);
  await until("the job is done", async () => {
    const found = await app.db.owner("job").where({ kind: "process-signal" });
    return found.length === 1 && found[0].state === "done";
  });
});

test.serial(
  "a signal that an instance cannot go on from is an incident of its own, which trying again solves",
  async (t) => {
    const { instanceId } = await submitted("庚", "候");
    await submitted("辛", "放");
    await until("it is told", async () => (await statusOf(instanceId)) === "incident");
    const { incidents, lockVersion } = (await admin.get(`/processes/${instanceId}/administration`)).body;
    t.like(incidents, [{ kind: "message", nodeId: "sure", title: "收到消息或信号后无法继续" }]);
    const retry = { type: "retry", incidentId: incidents[0].id };
    const vain = await admin.post(`/processes/${instanceId}/repair-preview`, { actions: [retry] });
    t.is(vain.status, 422, "nothing changed yet");
    t.is((await admin.post(`/processes/${instanceId}/retry`, {})).status, 422);
    t.is((await admin.get(`/processes/${instanceId}/administration`)).body.incidents.length, 1);
    const actions = [{ type: "variables", set: { done: "免" } }, retry];
    t.like((await admin.post(`/processes/${instanceId}/repair-preview`, { actions })).body, { ended: "completed" });
    const done = await admin.post(`/processes/${instanceId}/repair`, { actions, reason: "按规定放行", lockVersion });
    t.is(done.status, 200, JSON.stringify(done.body));
    const after = (await admin.get(`/processes/${instanceId}/administration`)).body;
    t.like(after, { status: "completed", incidents: [] });
  },
);

test.serial("an error that a worker reports goes the way the model draws for it", async (t) => {
  const { id, instanceId } = await submitted("丁", "办");
  await until("it ends", async () => (await statusOf(instanceId)) === "completed");
  t.is((await filler.get(`/records/${id}`)).body.status, "inForce");
});

test.serial("one that the model does not catch stops the instance with a reason", async (t) => {
  const { instanceId } = await submitted("戊", "错");
  await until("it stops", async () => (await statusOf(instanceId)) === "incident");
  const { incident, active } = (await admin.get(`/processes/${instanceId}`)).body;
  t.regex(incident, /“wrong”.*“refused”没有事件处理：对方不同意/);
  t.deepEqual(active, ["wrong"]);
});

test.serial("a call activity runs another process of the package in the same instance", async (t) => {
  const { id, instanceId } = await submitted("己", "调用");
  await until("it ends", async () => (await statusOf(instanceId)) === "completed");
  t.is((await filler.get(`/records/${id}`)).body.status, "inForce");
  t.is((await app.db.owner("process_instance").count({ count: "*" }).where({ id: instanceId }))[0]?.count, 1);
});
