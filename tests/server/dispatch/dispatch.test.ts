import test from "ava";
import { createObligations } from "../../../server/dispatch/create-obligations.ts";
import { nextMorning, remindDueSoon } from "../../../server/dispatch/due-soon.ts";
import type { Job, JobTools } from "../../../server/jobs/job.ts";
import { startWorkers } from "../../../server/jobs/start-workers.ts";
import { startTestApp } from "../../support/app.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "../process/demo-package.ts";

const HOUR = 3_600_000;
/** Noon of 10 March 2026 in Beijing; moved by the tests. */
let clock = Date.parse("2026-03-10T12:00:00+08:00");
const now = () => new Date(clock);
const app = await startTestApp({ packages: [demoPackage], now });
const officer = await app.client("city-officer");
const filler = await app.client("110101-filler");
const worker = await startWorkers(app.ctx, { pollMs: 20 });
test.after.always(async () => {
  await worker.stop();
  await app.close();
});

const owner = app.db.owner;

async function official(type: string, data: object): Promise<string> {
  const answer = await officer.post("/records", { recordType: `demo/${type}`, data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

/** A work of a year with two parts. */
async function work(title: string, kind = "month"): Promise<{ id: string; parts: string[] }> {
  const id = await official("work", { title, year: "2026", kind });
  const parts = [];
  for (const part of ["甲", "乙"])
    parts.push(await official("part", { work: id, title: `${title}${part}`, target: "全部" }));
  return { id, parts };
}

async function dispatched(body: object): Promise<{ campaignId: string; jobId: string; count: number }> {
  const answer = await officer.post("/campaigns", body);
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  await until("the job is done", async () => (await officer.get(`/jobs/${answer.body.jobId}`)).body.state === "done");
  return answer.body;
}

test.afterEach.always((t) => {
  t.deepEqual(app.logged, [], "nothing was logged as a fault");
  app.logged.length = 0;
});

const obligations = (campaign_id: string) => owner("obligation").where({ campaign_id });

test.serial("a preview counts units, periods and subjects and shows the due dates, writing nothing", async (t) => {
  const { id } = await work("预览");
  const body = { sourceRecordId: id, periods: ["2026-02", "2026-01"], level: "district", dueDay: 31 };
  const { status, body: plan } = await officer.post("/campaigns/preview", body);
  t.is(status, 200);
  t.like(plan, { count: 8, units: 2, definitionKey: "demo" });
  t.deepEqual(
    plan.periods.map((period: { dueAt: string }) => period.dueAt),
    ["2026-02-28T23:59:59+08:00", "2026-03-31T23:59:59+08:00"],
  );
  t.deepEqual(
    plan.subjects.map((subject: { title: string }) => subject.title),
    ["预览甲", "预览乙"],
  );
  t.is((await owner("campaign").where({ source_record_id: id })).length, 0);
});

test.serial("without a choice of units the form goes to those its manifest names", async (t) => {
  const { id } = await work("默认单位");
  const { body: plan } = await officer.post("/campaigns/preview", { sourceRecordId: id, periods: ["2026-01"] });
  t.like(plan, { units: 2, count: 4 });
});

test.serial("each unit gets one obligation per period and subject, and one notification", async (t) => {
  const { id, parts } = await work("下发");
  const periods = ["2026-01", "2026-02", "2026-03"];
  const { campaignId, jobId, count } = await dispatched({ sourceRecordId: id, periods, level: 2, unitKind: "bureau" });
  t.is(count, 12);
  const rows = await obligations(campaignId);
  t.is(rows.length, 12);
  t.is(new Set(rows.map((row) => `${row.org_unit_id}/${row.period_key}/${row.subject_record_id}`)).size, 12);
  t.deepEqual([...new Set(rows.map((row) => row.subject_record_id))].sort(), [...parts].sort());
  t.like(
    rows.find((row) => row.period_key === "2026-03"),
    { year: 2026, quarter: 1, month: 3, filler_role: "district-filler" },
  );
  const { body: job } = await officer.get(`/jobs/${jobId}`);
  t.like(job, { state: "done", percent: 100, result: { created: 12, units: 2, skipped: 0 } });
  const told = await owner("notification").where({ kind: "dispatched" }).whereLike("link", `%${campaignId}`);
  t.is(told.length, 2);
  t.is((await owner("audit_log").where({ action: "campaign.create", target: `campaign/${campaignId}` })).length, 1);
});

test.serial("dispatching the same work again, or running the job twice, doubles nothing", async (t) => {
  const { id } = await work("重复");
  const body = { sourceRecordId: id, periods: ["2026-01"], level: "district" };
  const first = await dispatched(body);
  const second = await dispatched({ ...body, periods: ["2026-01", "2026-02"] });
  t.is((await obligations(first.campaignId)).length, 4);
  t.deepEqual([...new Set((await obligations(second.campaignId)).map((row) => row.period_key))], ["2026-02"]);
  const job = { payload: { campaignId: first.campaignId } } as Job<{ campaignId: string }>;
  const tools = { ctx: app.ctx, progress: async () => {}, cancelled: () => false } satisfies JobTools;
  const again = await Promise.all([createObligations(job, tools), createObligations(job, tools)]);
  t.deepEqual(
    again.map((result) => result.created),
    [0, 0],
  );
  t.is((await obligations(first.campaignId)).length, 4);
});

test.serial("what cannot be meant is refused with its place and a way out", async (t) => {
  const { id } = await work("拒绝");
  const refuse = async (change: object) =>
    (await officer.post("/campaigns", { sourceRecordId: id, periods: ["2026-01"], level: "district", ...change })).body;
  t.like(await refuse({ periods: ["2026-Q1"] }), { status: 422, errors: [{ pointer: "/periods/0" }] });
  t.regex((await refuse({ periods: ["2026-Q1"] })).detail, /按月填报/);
  t.regex((await refuse({ periods: ["2025-01"] })).detail, /是2026年的任务/);
  t.regex((await refuse({ periods: ["明天"] })).detail, /不是填报周期/);
  t.regex((await refuse({ level: "street" })).detail, /没有符合条件的单位/);
  t.regex((await refuse({ subjects: [id] })).detail, /请重新选择/);
  const empty = await official("work", { title: "无内容", year: "2026", kind: "month" });
  t.regex((await refuse({ sourceRecordId: empty })).detail, /还没有已提交的“内容”/);
});

test.serial("who may not dispatch is refused and audited", async (t) => {
  const { id } = await work("越权");
  const body = { sourceRecordId: id, periods: ["2026-01"], level: "district" };
  t.like(await filler.post("/campaigns", body), { status: 403, body: { code: "forbidden" } });
  const { campaignId } = await dispatched(body);
  t.is((await filler.get(`/campaigns/${campaignId}`)).status, 403);
  t.is((await filler.post(`/campaigns/${campaignId}/cancel`)).status, 403);
  t.is((await filler.post(`/campaigns/${campaignId}/remind`)).status, 403);
  const denied = await owner("audit_log").where({ result: "denied", account_id: filler.session.account.id });
  t.true(denied.length >= 4);
});

test.serial("an obligation goes from open over draft, review and return to done, and the counts follow", async (t) => {
  const { id, parts } = await work("过程");
  const { campaignId } = await dispatched({
    sourceRecordId: id,
    periods: ["2026-02"],
    level: "district",
    subjects: [parts[0]],
    dueDay: 20,
  });
  const desk = async (box: string) => (await filler.get(`/obligations?box=${box}&campaign=${campaignId}`)).body;
  const [mine] = (await desk("open")).rows;
  t.like(mine, {
    state: "open",
    stateText: "待填报",
    overdue: false,
    period: { title: "2026年2月" },
    subject: { title: "过程甲" },
  });
  t.is(mine.dueAt, "2026-03-20T15:59:59.000Z");
  const { body: opened } = await filler.post(`/obligations/${mine.id}/open`);
  t.like(opened, { recordType: "demo/report", definitionKey: "demo" });
  t.deepEqual(opened.prefill, {
    work: id,
    part: parts[0],
    title: "过程甲（2026年2月）",
    period: "2026年2月",
    unit: "东城区政务局",
  });
  const stranger = await app.client("110102-filler");
  t.is((await stranger.post(`/obligations/${mine.id}/open`)).status, 404);
  const data = { ...opened.prefill, done: "是" };
  const made = await filler.post("/records", { recordType: "demo/report", data, obligationId: mine.id });
  t.is(made.status, 201, JSON.stringify(made.body));
  t.like((await desk("open")).rows[0], { state: "draft", recordId: made.body.id });
  t.is((await filler.post(`/obligations/${mine.id}/open`)).body.recordId, made.body.id);
  const summary = async () => (await officer.get(`/campaigns/${campaignId}`)).body;
  t.like(await summary(), { total: { due: 2, submitted: 0, onTime: 0, overdue: 0, completed: 0 } });
  t.is((await filler.post(`/records/${made.body.id}/submit`)).status, 200);
  t.like((await desk("done")).rows[0], { state: "submitted", stateText: "审核中" });
  t.like(await summary(), { total: { submitted: 1, onTime: 1 } });
  const reviewer = await app.client("110101-reviewer");
  const task = (await reviewer.get("/tasks?q=过程甲")).body.rows[0].id;
  await reviewer.post(`/tasks/${task}/complete`, { outcome: "return", opinion: "不全" });
  t.like((await desk("open")).rows[0], { state: "returned", stateText: "已退回" });
  t.like(await summary(), { total: { submitted: 0 } });
  clock = Date.parse("2026-03-25T12:00:00+08:00");
  t.like((await desk("overdue")).rows[0], { overdue: true });
  t.like(await summary(), { total: { due: 2, overdue: 2 } });
  t.is((await filler.post(`/records/${made.body.id}/submit`)).status, 200);
  t.like(await summary(), { total: { submitted: 1, onTime: 0, overdue: 2 } });
  for (const someone of [reviewer, await app.client("city-reviewer")]) {
    const { id: next } = (await someone.get("/tasks?q=过程甲")).body.rows[0];
    t.is((await someone.post(`/tasks/${next}/complete`, { outcome: "approve" })).status, 200);
  }
  t.like((await desk("done")).rows[0], { state: "completed", stateText: "已完成" });
  const { completeness, total } = await summary();
  t.is(total.completed, 1);
  t.is(completeness.unitCount, 2);
  t.like(completeness.units.find((unit: { unitName: string }) => unit.unitName === "东城区政务局").periods[0], {
    due: 1,
    completed: 1,
    overdue: 1,
  });
});

test.serial("reminders reach the units that are behind, at most once an hour, and are counted", async (t) => {
  const { id, parts } = await work("催办");
  const { campaignId } = await dispatched({
    sourceRecordId: id,
    periods: ["2026-02"],
    level: "district",
    subjects: [parts[0]],
  });
  const remind = (body: object = {}) => officer.post(`/campaigns/${campaignId}/remind`, body);
  const units = (await obligations(campaignId)).map((row) => row.org_unit_id);
  t.like(await remind({ unitIds: [units[0]] }), { status: 200, body: { reminded: 1, units: 1, tooSoon: 0 } });
  t.like(await remind(), { status: 200, body: { reminded: 1, units: 1, tooSoon: 1 } });
  const again = await remind();
  t.like(again, { status: 409, body: { code: "reminded-recently" } });
  t.regex(again.body.detail, /一小时内已经催办过/);
  clock += HOUR + 1000;
  t.like(await remind(), { body: { reminded: 2, units: 2 } });
  t.deepEqual(
    (await obligations(campaignId)).map((row) => row.reminded_count),
    [2, 2],
  );
  const told = await owner("notification").where({ kind: "reminded" }).whereLike("link", `%${campaignId}`);
  t.is(told.length, 4);
});

test.serial("cancelling takes back what was not submitted and keeps what was", async (t) => {
  const { id, parts } = await work("撤销");
  const body = { sourceRecordId: id, periods: ["2026-02"], level: "district", subjects: [parts[0]] };
  const { campaignId } = await dispatched(body);
  const [mine] = (await filler.get(`/obligations?campaign=${campaignId}`)).body.rows;
  const { prefill } = (await filler.post(`/obligations/${mine.id}/open`)).body;
  await filler.post("/records", {
    recordType: "demo/report",
    data: { ...prefill, done: "是" },
    obligationId: mine.id,
    submit: true,
  });
  t.like(await officer.post(`/campaigns/${campaignId}/cancel`), { status: 200, body: { cancelled: 1, kept: 1 } });
  t.is((await officer.post(`/campaigns/${campaignId}/cancel`)).status, 409);
  const next = await dispatched(body);
  t.is((await obligations(next.campaignId)).length, 1, "only the unit that does not owe it any more gets it again");
});

test.serial("units are told once what is due within three days", async (t) => {
  const { id, parts } = await work("将到期");
  clock = Date.parse("2026-04-03T08:30:00+08:00");
  const { campaignId } = await dispatched({
    sourceRecordId: id,
    periods: ["2026-03"],
    level: "district",
    subjects: [parts[0]],
    dueDay: 5,
  });
  const before = await owner("notification").where({ kind: "dueSoon" });
  await remindDueSoon({}, { ctx: app.ctx });
  await remindDueSoon({}, { ctx: app.ctx });
  const after = await owner("notification").where({ kind: "dueSoon" });
  t.is(after.length - before.length, 2);
  t.deepEqual(
    (await obligations(campaignId)).map((row) => row.reminded_count),
    [1, 1],
  );
});

test("the next morning is half past eight in Beijing", (t) => {
  const next = (at: string) => nextMorning(new Date(at)).toISOString();
  t.is(next("2026-03-10T08:29:59+08:00"), "2026-03-10T00:30:00.000Z");
  t.is(next("2026-03-10T08:30:00+08:00"), "2026-03-11T00:30:00.000Z");
  t.is(next("2026-03-10T23:59:00+08:00"), "2026-03-11T00:30:00.000Z");
});
