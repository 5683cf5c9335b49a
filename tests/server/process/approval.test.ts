import test from "ava";
import { startTestApp } from "../../support/app.ts";
import { demoPackage } from "./demo-package.ts";

const app = await startTestApp({ packages: [demoPackage] });
const filler = await app.client("110101-filler");
const reviewer = await app.client("110101-reviewer");
const city = await app.client("city-reviewer");
test.after.always(() => app.close());

let number = 0;

/** A submitted report; its first review is open. */
async function submitted(): Promise<{ id: string; title: string }> {
  number += 1;
  const title = `报告${number}号`;
  const answer = await filler.post("/records", {
    recordType: "demo/report",
    data: { title, done: "是" },
    submit: true,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { id: answer.body.id, title };
}

type Someone = typeof filler;

/** The open task of a record as somebody finds it on his desk. */
async function taskOf(someone: Someone, title: string): Promise<{ id: string; name: string }> {
  const { body } = await someone.get(`/tasks?q=${encodeURIComponent(title)}`);
  if (body.rows.length !== 1) throw new Error(`${title}: ${body.rows.length} tasks`);
  return body.rows[0];
}

const record = async (id: string) => (await filler.get(`/records/${id}`)).body;
const complete = (someone: Someone, id: string, body: object) => someone.post(`/tasks/${id}/complete`, body);
const chinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

test("two approvals put a report in force, with both opinions in its history", async (t) => {
  const { id, title } = await submitted();
  t.is((await record(id)).status, "inReview");
  const first = await taskOf(reviewer, title);
  t.is(first.name, "区审核");
  t.is((await complete(reviewer, first.id, { outcome: "approve", opinion: "属实" })).status, 200);
  t.is((await record(id)).status, "inReview");
  const second = await taskOf(city, title);
  const answer = await complete(city, second.id, { outcome: "approve", opinion: "同意" });
  t.like(answer, { status: 200, body: { status: "completed", recordId: id } });
  const done = await record(id);
  t.is(done.status, "inForce");
  t.deepEqual(done.openTasks, []);
  const history = (await filler.get(`/records/${id}/history`)).body;
  const lines = history.rows ?? history;
  const opinions = lines.map((line: { opinion: string | null }) => line.opinion).filter(Boolean);
  t.deepEqual(opinions.sort(), ["同意", "属实"]);
});

test("a record says to whomever its open task waits for that it is his, whether of a group or taken by one", async (t) => {
  const { id, title } = await submitted();
  const mine = async (who: Someone) => (await who.get(`/records/${id}`)).body.openTasks[0].mine;
  t.deepEqual(await Promise.all([filler, reviewer, city].map(mine)), [false, true, false]);
  const { id: task } = await taskOf(reviewer, title);
  t.is((await reviewer.post(`/tasks/${task}/claim`)).status, 200);
  t.true(await mine(reviewer));
});

test("a return hands the report back with its opinion; after the correction the review starts again", async (t) => {
  const { id, title } = await submitted();
  const first = await taskOf(reviewer, title);
  const silent = await complete(reviewer, first.id, { outcome: "return" });
  t.like(silent, { status: 422, body: { code: "opinion-required", errors: [{ pointer: "/opinion" }] } });
  t.is(silent.body.errors[0].message, "请填写退回意见");
  t.is((await complete(reviewer, first.id, { outcome: "return", opinion: "缺少数据" })).status, 200);
  const returned = await record(id);
  t.is(returned.status, "returned");
  t.true(returned.abilities.canSubmit);
  const mine = await taskOf(filler, title);
  t.is(mine.name, "填报");
  const direct = await complete(filler, mine.id, { outcome: "submit" });
  t.like(direct, { status: 409, body: { code: "submit-the-record", recordId: id } });
  const notices = (await filler.get("/notifications?unread=1&limit=100")).body.rows;
  t.true(notices.some((one: { kind: string; body: string }) => one.kind === "returned" && /缺少数据/.test(one.body)));
  const data = { title, done: "否" };
  const again = await filler.put(`/records/${id}`, { data, lockVersion: returned.lockVersion, submit: true });
  t.like(again, { status: 200, body: { status: "inReview", data } });
  const second = await taskOf(reviewer, title);
  t.not(second.id, first.id);
  t.is((await complete(reviewer, second.id, { outcome: "approve" })).status, 200);
  const third = await taskOf(city, title);
  t.is((await complete(city, third.id, { outcome: "return", opinion: "口径不对" })).status, 200);
  t.is((await record(id)).status, "returned");
});

test("the picture knows where the token is, where it has been and what people said", async (t) => {
  const { id, title } = await submitted();
  const first = await taskOf(reviewer, title);
  await complete(reviewer, first.id, { outcome: "return", opinion: "重填" });
  const { instanceId } = await record(id);
  const { body } = await reviewer.get(`/processes/${instanceId}`);
  t.deepEqual(body.active, ["fill"]);
  t.deepEqual(body.completedNodes, ["start", "first", "d1"]);
  t.true(["f1", "f2", "f3", "no1"].every((flow) => body.completedFlows.includes(flow)));
  t.deepEqual(body.timers, []);
  t.regex(body.xml, /<bpmn:process/);
  const texts = body.history.map((line: { text: string }) => line.text);
  t.deepEqual(texts, ["流程开始", "填报：提交", "区审核：退回"]);
  t.is(body.history[2].opinion, "重填");
  t.is(body.history[2].account.name, "东城区审核");
});

test("of two who claim a task one gets it, and the other is told who has it", async (t) => {
  const { title } = await submitted();
  const first = await taskOf(reviewer, title);
  await complete(reviewer, first.id, { outcome: "approve" });
  const { id } = await taskOf(city, title);
  const account = await app.db.owner("account").where({ login: "city-officer" }).first();
  await app.db
    .owner("account_role")
    .insert({ account_id: account.id, role_key: "city-reviewer" })
    .onConflict()
    .ignore();
  const colleague = await app.client("city-officer");
  const answers = await Promise.all([city.post(`/tasks/${id}/claim`), colleague.post(`/tasks/${id}/claim`)]);
  t.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409]);
  const [winner, loser] = answers[0]?.status === 200 ? [city, colleague] : [colleague, city];
  const refused = await complete(loser, id, { outcome: "approve" });
  t.like(refused, { status: 409, body: { code: "task-claimed", by: { name: winner.session.account.name } } });
  t.regex(refused.body.detail, new RegExp(`${winner.session.account.name}.*认领`));
  t.is((await loser.get(`/tasks/${id}`)).body.canAct, false);
  t.is((await loser.get(`/tasks?q=${encodeURIComponent(title)}`)).body.total, 0);
  t.is((await winner.post(`/tasks/${id}/unclaim`)).status, 200);
  t.is((await complete(loser, id, { outcome: "approve" })).status, 200);
});

test("the filler takes a submission back until somebody has acted on it", async (t) => {
  const { id, title } = await submitted();
  const back = await filler.post(`/records/${id}/withdraw`);
  t.is(back.status, 200, JSON.stringify(back.body));
  t.is((await reviewer.get(`/tasks?q=${encodeURIComponent(title)}`)).body.total, 0);
  t.true((await record(id)).abilities.canSubmit);
  t.is((await filler.post(`/records/${id}/submit`)).status, 200);
  const { id: task } = await taskOf(reviewer, title);
  await reviewer.post(`/tasks/${task}/claim`);
  const claimed = await filler.post(`/records/${id}/withdraw`);
  t.like(claimed, { status: 409, body: { code: "already-handled" } });
  t.regex(claimed.body.detail, /东城区审核已认领“区审核”/);
  await complete(reviewer, task, { outcome: "approve" });
  const handled = await filler.post(`/records/${id}/withdraw`);
  t.regex(handled.body.detail, /东城区审核已办理“区审核”/);
});

test("others than the candidates are refused, outside the division as if the task did not exist, and it is audited", async (t) => {
  const { title } = await submitted();
  const { id } = await taskOf(reviewer, title);
  const stranger = await app.client("110102-reviewer");
  const outside = await complete(stranger, id, { outcome: "approve" });
  t.like(outside, { status: 404, body: { code: "unknown-task" } });
  t.is((await stranger.get(`/tasks/${id}`)).status, 404);
  const inside = await complete(filler, id, { outcome: "approve" });
  t.like(inside, { status: 403, body: { code: "not-a-candidate" } });
  t.is((await (await app.client()).post(`/tasks/${id}/complete`, { outcome: "approve" })).status, 401);
  const rows = await app.db.owner("audit_log").where({ result: "denied" }).andWhereLike("target", `%${id}%`);
  t.true(rows.length >= 3);
  const { instanceId } = (await reviewer.get(`/tasks/${id}`)).body;
  t.is((await stranger.get(`/processes/${instanceId}`)).status, 404);
  for (const answer of [outside, inside]) t.true(chinese(answer.body.detail));
});

test("an outcome the task does not offer is refused with those it does", async (t) => {
  const { title } = await submitted();
  const { id } = await taskOf(reviewer, title);
  const answer = await complete(reviewer, id, { outcome: "maybe" });
  t.like(answer, { status: 422, body: { code: "unknown-outcome" } });
  t.regex(answer.body.detail, /“通过”、“退回”/);
  const stale = await complete(reviewer, id, { outcome: "approve", lockVersion: 7 });
  t.like(stale, { status: 409, body: { code: "stale-task" } });
  const edited = await complete(reviewer, id, { outcome: "approve", data: { done: "改" } });
  t.like(edited, { status: 403, body: { code: "field-not-editable", errors: [{ pointer: "/done" }] } });
  t.is((await complete(reviewer, "not-a-task", { outcome: "approve" })).status, 404);
});

test("a task that nobody can do is an incident that an administrator sees and can act on", async (t) => {
  const staff = await app.client("110101001-staff");
  const data = { title: "街道报告", done: "是" };
  const { body } = await staff.post("/records", { recordType: "demo/report", data, submit: true });
  const admin = await app.client("admin");
  const { body: view } = await admin.get(`/processes/${body.instanceId}`);
  t.is(view.status, "incident");
  t.regex(view.incident, /“区审核”没有可以办理的人员/);
  const [task] = body.openTasks;
  t.is((await admin.get(`/tasks/${task.id}`)).body.canAct, true);
  t.is((await complete(admin, task.id, { outcome: "approve" })).status, 200);
  t.is((await admin.get(`/processes/${body.instanceId}`)).body.status, "active");
});

test("the desk tells what I did and what I started", async (t) => {
  const { title } = await submitted();
  const { id } = await taskOf(reviewer, title);
  await complete(reviewer, id, { outcome: "approve", opinion: "好" });
  const q = `q=${encodeURIComponent(title)}`;
  const done = (await reviewer.get(`/tasks?box=done&${q}`)).body.rows;
  t.like(done[0], { id, outcomeText: "通过", opinion: "好", stateText: "已办理" });
  const started = (await filler.get(`/tasks?box=started&${q}`)).body.rows;
  t.like(started[0], { title, name: "市审核", stateText: "审核中" });
  const counts = (await reviewer.get("/tasks/counts")).body;
  t.true(counts.done >= 1);
  t.deepEqual(Object.keys(counts).sort(), ["cc", "done", "obligationsDue", "overdue", "started", "todo"]);
  t.is((await reviewer.get("/tasks?box=todo&limit=1")).body.rows.length, 1);
  t.is((await reviewer.get("/tasks?box=everything")).status, 400);
});

test("every write leaves an audit row of its own", async (t) => {
  const { title } = await submitted();
  const { id } = await taskOf(reviewer, title);
  await complete(reviewer, id, { outcome: "approve" });
  const rows = await app.db.owner("audit_log").where({ action: "task.complete", target: `task/${id}` });
  t.is(rows.length, 1);
  t.is(rows[0].account_id, reviewer.session.account.id);
});
