import test from "ava";
import { startWorkers } from "../../../server/jobs/start-workers.ts";
import { registerServiceJob } from "../../../server/process/service-jobs.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { operatedPackage } from "./operated-package.ts";

const DAY = 24 * 3_600_000;
let sent = 0;
registerServiceJob("test-held", async () => {
  sent += 1;
  return undefined;
});

let offset = 0;
const now = () => new Date(Date.now() + offset);
let app: TestApp;
let filler: Client;
let reviewer: Client;
let admin: Client;
test.before(async () => {
  app = await startTestApp({ packages: [operatedPackage()], now });
  filler = await app.client("110101-filler");
  reviewer = await app.client("110101-reviewer");
  admin = await app.client("admin");
});
test.after.always(() => app.close());

interface Submitted {
  id: string;
  instanceId: string;
  openTasks: { id: string }[];
}

async function submitted(title: string, done: string): Promise<Submitted> {
  const answer = await filler.post("/records", { recordType: "demo/report", data: { title, done }, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const owner = () => app.db.owner;
const taskOf = ({ openTasks }: Submitted): string => openTasks[0]?.id ?? "";
const approve = (someone: Client, task: string) => someone.post(`/tasks/${task}/complete`, { outcome: "approve" });
const details = async (id: string) => (await admin.get(`/processes/${id}/administration`)).body;
const lines = async (
  id: string,
): Promise<{ kind: string; text: string; opinion: string; account: { name: string } }[]> =>
  (await admin.get(`/processes/${id}`)).body.history;
const isTime = (actual: string, expected: number) => Math.abs(Date.parse(actual) - expected) < 60_000;

test.serial(
  "挂起 a suspended instance lets nobody act, stops its timers, and goes on with the time they had left",
  async (t) => {
    const made = await submitted("挂起", "是");
    const { id, instanceId } = made;
    offset += DAY;
    t.is((await reviewer.post(`/processes/${instanceId}/suspend`, { reason: "材料存疑" })).status, 403);
    t.is((await admin.post(`/processes/${instanceId}/suspend`, {})).status, 400);
    const suspended = await admin.post(`/processes/${instanceId}/suspend`, { reason: "材料存疑" });
    t.is(suspended.status, 200, JSON.stringify(suspended.body));
    t.is(suspended.body.status, "suspended");
    t.is((await approve(reviewer, taskOf(made))).status, 409);
    t.like(await filler.post(`/records/${id}/withdraw`), { status: 409, body: { code: "instance-suspended" } });
    t.like(await admin.post(`/processes/${instanceId}/suspend`, { reason: "再来" }), {
      body: { code: "already-suspended" },
    });
    offset += 10 * DAY;
    const worker = await startWorkers(app.ctx, { pollMs: 20 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    t.is((await owner()("process_timer").where({ instance_id: instanceId })).length, 1, "the timer did not fire");
    t.is((await admin.post(`/processes/${instanceId}/resume`, { reason: "已核实" })).status, 200);
    const [timer] = await owner()("process_timer").where({ instance_id: instanceId });
    const [task] = await owner()("task").where({ id: taskOf(made) });
    const { state } = await owner()("process_instance").where({ id: instanceId }).first();
    const twoDays = now().getTime() + 2 * DAY;
    t.true(isTime(timer.due_at, twoDays), `two of its three days are left: ${timer.due_at}`);
    t.true(isTime(task.due_at, twoDays), "so has the task");
    t.is(state.timers[0].due, timer.due_at);
    offset += 2 * DAY + 60_000;
    const fired = () => owner()("process_event").where({ instance_id: instanceId, node_id: "late", kind: "take" });
    await until("the timer fires", async () => (await fired()).length === 1);
    await worker.stop();
    t.is((await approve(reviewer, taskOf(made))).status, 200);
    const told = (await lines(instanceId)).filter(({ kind }) => kind === "suspend" || kind === "resume");
    t.deepEqual(
      told.map(({ text, opinion, account }) => [text, opinion, account.name]),
      [
        ["管理员挂起流程", "材料存疑", "管理员"],
        ["管理员恢复流程", "已核实", "管理员"],
      ],
    );
    const audited = await owner()("audit_log")
      .where({ target: `process/${instanceId}` })
      .whereLike("action", "process.%");
    t.deepEqual(audited.map((row) => `${row.action} ${row.result}`).sort(), [
      "process.resume ok",
      "process.suspend ok",
    ]);
  },
);

test.serial(
  "终止 terminating gives the report back to its filler, who may submit it again as a new instance",
  async (t) => {
    const { id, instanceId } = await submitted("终止", "是");
    const answer = await admin.post(`/processes/${instanceId}/terminate`, { reason: "重复填报" });
    t.like(answer, { status: 200, body: { status: "terminated", tokens: [] } });
    t.is((await owner()("task").where({ instance_id: instanceId, state: "open" })).length, 0);
    t.is((await owner()("process_timer").where({ instance_id: instanceId })).length, 0);
    const record = (await filler.get(`/records/${id}`)).body;
    t.is(record.status, "returned");
    t.true((await lines(instanceId)).some(({ text, opinion }) => text === "管理员终止流程" && opinion === "重复填报"));
    const notices = (await filler.get("/notifications")).body.rows ?? (await filler.get("/notifications")).body;
    t.true(JSON.stringify(notices).includes("已被管理员终止"));
    t.like(await admin.post(`/processes/${instanceId}/terminate`, { reason: "再终止" }), {
      body: { code: "instance-ended" },
    });
    const again = await filler.post(`/records/${id}/submit`, { lockVersion: record.lockVersion });
    t.is(again.status, 200, JSON.stringify(again.body));
    t.not(again.body.instanceId, instanceId);
  },
);

test.serial(
  "a step that the model cannot go on from leaves all as it was and an incident; put right by a variable, it passes",
  async (t) => {
    const made = await submitted("缺条件", "否");
    const { instanceId } = made;
    const refused = await approve(reviewer, taskOf(made));
    t.is(refused.status, 422);
    t.regex(refused.body.detail, /没有一条连线的条件成立.*已报告系统管理员/);
    await approve(reviewer, taskOf(made));
    const heaped = await submitted("成批缺条件", "否");
    const batch = await reviewer.post("/tasks/batch", { ids: [taskOf(made), taskOf(heaped)], action: "approve" });
    t.like(batch.body, { done: 0, failed: 2 });
    for (const row of batch.body.rows) t.regex(row.detail, /没有一条连线的条件成立.*已报告系统管理员/);
    t.like((await details(heaped.instanceId)).incidents, [{ kind: "fault", nodeId: "ready" }]);
    const { incidents, status, variables, lockVersion, tokens } = await details(instanceId);
    t.is(status, "incident");
    t.is(incidents.length, 1, "told again, kept once");
    t.like(incidents[0], { kind: "fault", nodeId: "ready", nodeName: "是否齐备", title: "办理时流程无法继续" });
    t.is(variables.done, "否");
    t.deepEqual(
      tokens.map((token: { nodeId: string }) => token.nodeId),
      ["review"],
    );
    const actions = [{ type: "variables", set: { done: "免" } }];
    const preview = await admin.post(`/processes/${instanceId}/repair-preview`, { actions });
    t.like(preview.body, { lockVersion, active: ["review"], cancelled: [], opened: [], ended: null });
    t.is(preview.body.variables.before.done, "否");
    t.is(preview.body.variables.after.done, "免");
    t.is((await details(instanceId)).variables.done, "否", "a preview changes nothing");
    const done = await admin.post(`/processes/${instanceId}/repair`, { actions, reason: "按规定免签", lockVersion });
    t.is(done.status, 200, JSON.stringify(done.body));
    t.is((await approve(reviewer, taskOf(made))).status, 200);
    const after = await details(instanceId);
    t.like(after, { status: "completed", incidents: [] });
    t.is((await owner()("process_incident").where({ instance_id: instanceId }).whereNotNull("resolved_at")).length, 1);
  },
);

test.serial("改派 a task that nobody can do is put before a person, who completes it", async (t) => {
  const made = await submitted("无人签批", "是");
  const { instanceId } = made;
  await approve(reviewer, taskOf(made));
  const { incidents, tasks, status } = await details(instanceId);
  t.is(status, "incident");
  t.like(incidents[0], { kind: "candidate", nodeId: "sign", title: "没有可以办理的人员" });
  t.true(incidents[0].remedies.includes("assign"));
  const [leader] = await owner()("account").where({ login: "leader" });
  const actions = [{ type: "assign", taskId: tasks[0].id, accountId: leader.id }];
  t.is((await admin.post(`/processes/${instanceId}/repair`, { actions, reason: "由局领导签批" })).status, 200);
  t.like(await details(instanceId), { status: "active", incidents: [] });
  const worker = await startWorkers(app.ctx, { pollMs: 20 });
  const before = sent;
  const signed = await approve(await app.client("leader"), tasks[0].id);
  t.is(signed.status, 200, JSON.stringify(signed.body));
  await until("it is sent", async () => (await details(instanceId)).status === "completed");
  await worker.stop();
  t.is(sent, before + 1);
});

test.serial(
  "修复 a move is previewed with what goes and what comes, and refused when the instance changed since",
  async (t) => {
    const made = await submitted("移动", "是");
    const { instanceId } = made;
    const actions = [{ type: "move", to: "sign" }];
    const { body: preview } = await admin.post(`/processes/${instanceId}/repair-preview`, { actions });
    t.deepEqual(
      preview.cancelled.map((each: { kind: string; nodeId: string }) => `${each.kind} ${each.nodeId}`),
      ["task review", "timer late"],
    );
    t.like(preview.opened[0], { nodeId: "sign", nodeName: "签批", found: false });
    const { lockVersion } = preview;
    t.is(
      (await admin.post(`/processes/${instanceId}/repair-preview`, { actions: [{ type: "move", to: "nowhere" }] }))
        .status,
      422,
    );
    t.is(
      (await admin.post(`/processes/${instanceId}/repair`, { actions, reason: "跳过复核", lockVersion })).status,
      200,
    );
    t.like(await details(instanceId), { tokens: [{ nodeId: "sign" }], status: "incident" });
    const stale = await admin.post(`/processes/${instanceId}/repair`, { actions, reason: "再来一次", lockVersion });
    t.like(stale, { status: 409, body: { code: "stale-process" } });
    t.is((await reviewer.post(`/processes/${instanceId}/repair`, { actions, reason: "越权" })).status, 403);
    const end = [{ type: "move", to: "end" }];
    const effective = await admin.post(`/processes/${instanceId}/repair-preview`, { actions: end });
    t.like(effective.body, { ended: "completed", meaning: "填报内容将正式生效。" });
  },
);

test.serial("a background job of a suspended instance waits, and is done once after it is resumed", async (t) => {
  const { instanceId } = await submitted("暂停报送", "是");
  const move = [{ type: "move", to: "send" }];
  t.is((await admin.post(`/processes/${instanceId}/suspend`, { reason: "先别报送" })).status, 200);
  t.is((await admin.post(`/processes/${instanceId}/repair`, { actions: move, reason: "直接报送" })).status, 200);
  t.is((await details(instanceId)).status, "suspended");
  const before = sent;
  const worker = await startWorkers(app.ctx, { pollMs: 20 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  t.is(sent, before);
  t.is((await admin.post(`/processes/${instanceId}/resume`, { reason: "可以报送" })).status, 200);
  await until("it ends", async () => (await details(instanceId)).status === "completed");
  await worker.stop();
  t.is(sent, before + 1);
});
