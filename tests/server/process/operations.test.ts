import test from "ava";
import { startTestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { addAccount, inLine, inParallel, operationsPackage, submit } from "./operations-package.ts";

const district = { id: "district", name: "区审核", assignment: 'role="district-reviewer" unit="record"' };
const city = { id: "city", name: "市审核", assignment: 'role="city-reviewer" unit="level" level="city"' };
const by = (id: string, name: string, logins: string) => ({
  ...{ id, name, extra: `<zeebe:assignmentDefinition candidateUsers="${logins}" />` },
});
const app = await startTestApp({
  working: true,
  packages: [
    operationsPackage({
      line: inLine("line", [district, { ...district, id: "second", name: "区复核" }, city]),
      branches: inParallel("branches", [by("left", "法务", "expert-1"), by("right", "财务", "expert-2"), city]),
    }),
  ],
});
const ids = Object.fromEntries(
  await Promise.all(
    [1, 2, 3].map(async (n) => [n, await addAccount(app, `expert-${n}`, `专家${n}`, "110101-reviewer", [])] as const),
  ),
) as Record<1 | 2 | 3, number>;
const filler = await app.client("110101-filler");
const reviewer = await app.client("110101-reviewer");
const cityReviewer = await app.client("city-reviewer");
const [one, two, three] = [await app.client("expert-1"), await app.client("expert-2"), await app.client("expert-3")];
test.after.always(() => app.close());

interface OpenTask {
  id: string;
  node_id: string;
}

const open = (record: string): Promise<OpenTask[]> =>
  app.db.owner("task").where({ record_id: record, state: "open" }).orderBy("node_id");
const taskAt = async (record: string, node: string): Promise<string> => {
  const found = (await open(record)).find(({ node_id }) => node_id === node);
  if (!found) throw new Error(`no task at ${node}`);
  return found.id;
};
const nodes = async (record: string): Promise<string[]> => (await open(record)).map(({ node_id }) => node_id);
const approve = (who: Client, task: string, opinion?: string) =>
  who.post(`/tasks/${task}/complete`, { outcome: "approve", ...(opinion && { opinion }) });
const returned = (who: Client, task: string, body: object) =>
  who.post(`/tasks/${task}/return`, { opinion: "请修改", ...body });
const resubmit = async (id: string, data: object) => {
  const { body } = await filler.get(`/records/${id}`);
  return filler.put(`/records/${id}`, { data: { ...body.data, ...data }, lockVersion: body.lockVersion, submit: true });
};

test("a task is handed over for good: the new one decides, the old one is told who has it", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "转办" });
  const none = await reviewer.post(`/tasks/${task}/transfer`, { people: [reviewer.session.account.id] });
  t.like(none, { status: 422, body: { code: "wrong-person" } });
  const stranger = await filler.post(`/tasks/${task}/transfer`, { people: [ids[1]] });
  t.like(stranger, { status: 403, body: { code: "not-a-candidate" } });
  t.is((await reviewer.post(`/tasks/${task}/transfer`, { people: [ids[1]], note: "请专家看" })).status, 204);
  t.is((await reviewer.get("/tasks?q=转办")).body.total, 0);
  t.is((await one.get("/tasks?q=转办")).body.total, 1);
  t.is((await approve(reviewer, task)).status, 403);
  const release = await one.post(`/tasks/${task}/unclaim`);
  t.like(release, { status: 409, body: { code: "assigned-in-person" } });
  t.is((await approve(one, task)).status, 200);
  t.deepEqual(await nodes(id), ["second"]);
});

test("whoever is delegated to answers, the delegator decides, and both are on the timeline", async (t) => {
  const { id, instanceId, task } = await submit(filler, "line", { title: "委派" });
  t.is((await reviewer.post(`/tasks/${task}/delegate`, { people: [ids[2]], note: "请核实金额" })).status, 204);
  const waits = await approve(reviewer, task);
  t.like(waits, { status: 409, body: { code: "not-your-turn" } });
  const answer = await two.post(`/tasks/${task}/complete`, { outcome: "reject", opinion: "金额不符" });
  t.is(answer.status, 200);
  t.deepEqual(await nodes(id), ["district"]);
  t.is((await approve(reviewer, task, "已核对，可以")).status, 200);
  t.deepEqual(await nodes(id), ["second"]);
  const texts = (await reviewer.get(`/processes/${instanceId}`)).body.history.map(
    (line: { text: string }) => line.text,
  );
  t.true(texts.some((text: string) => /委派.*专家2/.test(text)));
  t.true(texts.some((text: string) => /答复委派.*不同意/.test(text)));
});

test("people are added before, beside and after me; one who has acted cannot be removed", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "加签" });
  const add = (where: string, ...people: number[]) =>
    reviewer.post(`/tasks/${task}/participants`, { where, people, note: "请会审" });
  t.is((await add("before", ids[1])).status, 204);
  const early = await add("after", ids[3]);
  t.like(early, { status: 409, body: { code: "not-your-turn" } });
  t.is((await approve(one, task)).status, 200);
  t.is((await add("beside", ids[2])).status, 204);
  t.is((await add("after", ids[3])).status, 204);
  const { participants } = (await reviewer.get(`/tasks/${task}`)).body;
  const seat = (name: string) => participants.find((each: { name: string }) => each.name === name);
  t.deepEqual([seat("专家1").state, seat("专家2").state, seat("专家3").state], ["done", "open", "waiting"]);
  const acted = await reviewer.delete(`/tasks/${task}/participants/${seat("专家1").id}`);
  t.like(acted, { status: 409, body: { code: "participant-acted" } });
  const others = await two.delete(`/tasks/${task}/participants/${seat("专家3").id}`);
  t.like(others, { status: 409, body: { code: "not-added-by-you" } });
  t.is((await approve(reviewer, task)).status, 200);
  t.is((await approve(three, task)).status, 200);
  t.deepEqual(await nodes(id), ["district"]);
  t.is((await reviewer.delete(`/tasks/${task}/participants/${seat("专家2").id}`)).status, 204);
  t.deepEqual(await nodes(id), ["second"], "without the one who was left out the count is met");
});

test("a return to an earlier task runs the steps in between again, or comes straight back", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "退回" });
  await approve(reviewer, task);
  await approve(reviewer, await taskAt(id, "second"));
  const third = await taskAt(id, "city");
  const { targets } = (await cityReviewer.get(`/tasks/${third}/return-targets`)).body;
  t.deepEqual(
    targets.map(({ name, starter }: { name: string; starter: boolean }) => [name, starter]),
    [
      ["填报", true],
      ["区复核", false],
      ["区审核", false],
    ],
  );
  const nowhere = await returned(cityReviewer, third, { to: "end" });
  t.like(nowhere, { status: 422, body: { code: "return-target" } });
  t.regex(nowhere.body.detail, /可退回到“填报”、“区复核”、“区审核”/);
  const silent = await cityReviewer.post(`/tasks/${third}/return`, { to: "district", opinion: " " });
  t.like(silent, { status: 422, body: { code: "opinion-required" } });
  t.is((await returned(cityReviewer, third, { to: "district", way: "direct" })).status, 204);
  t.deepEqual(await nodes(id), ["district"]);
  t.is((await filler.get(`/records/${id}`)).body.status, "inReview");
  await approve(reviewer, await taskAt(id, "district"));
  t.deepEqual(await nodes(id), ["city"], "straight back to whoever returned it");
  await returned(cityReviewer, await taskAt(id, "city"), { to: "district" });
  await approve(reviewer, await taskAt(id, "district"));
  t.deepEqual(await nodes(id), ["second"], "the step in between again");
});

test("a return to the filler opens chosen fields only, through every path, and the reviewer sees what changed", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "退字段", amount: 1, reason: "甲" });
  await approve(reviewer, task);
  const second = await taskAt(id, "second");
  const unknown = await returned(reviewer, second, { to: "starter", fields: ["none"] });
  t.like(unknown, { status: 422, body: { code: "unknown-field" } });
  const back = await returned(reviewer, second, { to: "starter", way: "direct", fields: ["amount"] });
  t.is(back.status, 204);
  const { body: record } = await filler.get(`/records/${id}`);
  t.deepEqual([record.status, record.reopenedFields], ["returned", ["amount"]]);
  const closed = await filler.put(`/records/${id}`, {
    ...{ data: { ...record.data, reason: "乙" }, lockVersion: record.lockVersion, submit: true },
  });
  t.like(closed, { status: 403, body: { code: "field-not-editable", errors: [{ pointer: "/reason" }] } });
  t.is((await resubmit(id, { amount: 2 })).status, 200);
  t.deepEqual(await nodes(id), ["second"], "straight back over the first review");
  const seen = (await reviewer.get(`/tasks/${await taskAt(id, "second")}`)).body;
  t.deepEqual(seen.changedFields, ["amount"]);
  t.is(seen.assignee.name, "东城区审核");
});

test("a returned reviewer may change only the chosen fields, also through the API", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "退审核人", amount: 1 });
  await approve(reviewer, task);
  await returned(reviewer, await taskAt(id, "second"), { to: "district", fields: ["amount"] });
  const again = await taskAt(id, "district");
  const { data } = (await reviewer.get(`/tasks/${again}`)).body.record;
  const wrong = await reviewer.post(`/tasks/${again}/complete`, {
    outcome: "approve",
    data: { ...data, reason: "改" },
  });
  t.like(wrong, { status: 403, body: { code: "field-not-editable" } });
  const right = await reviewer.post(`/tasks/${again}/complete`, { outcome: "approve", data: { ...data, amount: 9 } });
  t.is(right.status, 200);
  t.is((await filler.get(`/records/${id}`)).body.data.amount, 9);
});

test("a return out of a parallel section takes the other branch away, and the join still completes", async (t) => {
  const { id } = await submit(filler, "branches", { title: "并行退回" });
  t.deepEqual(await nodes(id), ["left", "right"]);
  await approve(two, await taskAt(id, "right"));
  const left = await taskAt(id, "left");
  const straight = await returned(one, left, { to: "starter", way: "direct" });
  t.like(straight, { status: 422, body: { code: "no-straight-way-back" } });
  t.is((await returned(one, left, { to: "starter" })).status, 204);
  t.deepEqual(await nodes(id), ["fill"]);
  t.is((await resubmit(id, { amount: 3 })).status, 200);
  t.deepEqual(await nodes(id), ["left", "right"]);
  await approve(one, await taskAt(id, "left"));
  await approve(two, await taskAt(id, "right"));
  t.deepEqual(await nodes(id), ["city"]);
  await returned(cityReviewer, await taskAt(id, "city"), { to: "starter" });
  t.is((await resubmit(id, {})).status, 200);
  t.deepEqual(await nodes(id), ["left", "right"]);
});

test("the last handler takes back until the next has opened it", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "取回" });
  await approve(reviewer, task);
  const mine = await reviewer.post(`/tasks/${task}/take-back`);
  t.is(mine.status, 204, JSON.stringify(mine.body));
  t.deepEqual(await nodes(id), ["district"]);
  const again = await taskAt(id, "district");
  await approve(reviewer, again);
  await approve(reviewer, await taskAt(id, "second"));
  const second = await app.db.owner("task").where({ record_id: id, node_id: "second", state: "completed" }).first();
  const other = await one.post(`/tasks/${second.id}/take-back`);
  t.like(other, { status: 403, body: { code: "not-your-step" } });
  await cityReviewer.get(`/tasks/${await taskAt(id, "city")}`);
  const late = await reviewer.post(`/tasks/${second.id}/take-back`);
  t.like(late, { status: 409, body: { code: "already-handled" } });
  t.regex(late.body.detail, /已打开“市审核”/);
});

test("an answer among participants is taken back while nobody acted after it", async (t) => {
  const { task } = await submit(filler, "line", { title: "取回会签" });
  await reviewer.post(`/tasks/${task}/participants`, { where: "beside", people: [ids[1], ids[2]] });
  await approve(one, task);
  t.is((await one.post(`/tasks/${task}/take-back`)).status, 204);
  t.is((await one.get("/tasks?q=取回会签")).body.total, 1);
  await approve(one, task);
  await approve(two, task);
  const late = await one.post(`/tasks/${task}/take-back`);
  t.like(late, { status: 409, body: { code: "already-handled" } });
  const withdrawn = await filler.post(`/records/${(await reviewer.get(`/tasks/${task}`)).body.recordId}/withdraw`);
  t.like(withdrawn, { status: 409, body: { code: "already-handled" } });
});

test("a reader gets a copy once, outside his division too, reads it with a receipt, and gains nothing else", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "抄送" });
  const reader = await app.client("110101001-staff");
  t.is((await reader.get(`/records/${id}`)).status, 404);
  const people = [reader.session.account.id];
  const neighbour = [(await app.client("110102-reviewer")).session.account.id];
  const refused = await reviewer.post(`/tasks/${task}/copies`, { people: neighbour });
  t.like(
    refused,
    { status: 422, body: { code: "out-of-reach" } },
    "down one's own and up the tree, as the picker offers",
  );
  t.deepEqual((await reviewer.post(`/tasks/${task}/copies`, { people, note: "供参考" })).body, { sent: 1 });
  t.deepEqual((await reviewer.post(`/tasks/${task}/copies`, { people })).body, { sent: 0 });
  const { rows } = (await reader.get("/tasks?box=cc")).body;
  t.like(rows[0], { title: "抄送", recordId: id, state: "unread" });
  t.is((await reader.get(`/records/${id}`)).status, 200);
  t.is((await reader.get(`/records/${id}/history`)).status, 200);
  t.is((await approve(reader, task)).status, 404);
  t.is((await one.post(`/copies/${rows[0].id}/read`)).status, 404);
  t.is((await reader.post(`/copies/${rows[0].id}/read`)).status, 204);
  const { readers } = (await reviewer.get(`/tasks/${task}`)).body;
  t.like(readers[0], { name: "东华门街道人员", sender: "东城区审核" });
  t.truthy(readers[0].readAt);
});

test.serial("urging is counted and possible once an hour", async (t) => {
  const { task } = await submit(filler, "line", { title: "催办" });
  t.deepEqual((await filler.post(`/tasks/${task}/urge`, { note: "请尽快" })).body, { count: 1 });
  const soon = await filler.post(`/tasks/${task}/urge`);
  t.like(soon, { status: 409, body: { code: "urged-recently" } });
  await app.db
    .owner("task")
    .where({ id: task })
    .update({ urged_at: new Date(Date.now() - 3_700_000) });
  t.deepEqual((await filler.post(`/tasks/${task}/urge`)).body, { count: 2 });
  const notices = (await reviewer.get("/notifications?unread=1&limit=100")).body.rows;
  t.true(notices.some(({ title }: { title: string }) => /催办：“催办”等待您办理“区审核”（第 2 次催办）/.test(title)));
  t.is((await (await app.client("110102-filler")).post(`/tasks/${task}/urge`)).status, 404);
});

test.serial("urging from above reaches every level with its own laggards", async (t) => {
  const { task } = await submit(filler, "line", { title: "逐级催办" });
  await app.db.owner("task").update({ urged_at: null });
  const street = await app.client("110101001-staff");
  t.is((await street.post("/tasks/urge-below")).status, 403);
  await reviewer.post(`/tasks/${task}/transfer`, { people: [street.session.account.id] });
  const leader = await app.client("leader");
  t.is((await street.get("/tasks/below")).status, 403);
  const below = (await leader.get("/tasks/below")).body;
  t.true(below.all.waiting >= 1 && below.all.waiting >= below.overdue.waiting);
  t.is(below.all.tooSoon, 0);
  const { status, body } = await leader.post("/tasks/urge-below", { node: "district" });
  t.is(status, 200);
  t.true(body.urged >= 1);
  const told = (await reviewer.get("/notifications?unread=1&limit=100")).body.rows;
  t.true(told.some(({ title }: { title: string }) => title === "催办：您的下级单位有 1 项任务等待办理，请督促办理"));
  const mine = (await street.get("/notifications?unread=1&limit=100")).body.rows;
  t.true(mine.some(({ title }: { title: string }) => /^催办：“逐级催办”等待您办理/.test(title)));
  const soon = await leader.post("/tasks/urge-below", { node: "district" });
  t.like(soon, { status: 409, body: { code: "urged-recently" } });
  t.is((await leader.get("/tasks/below")).body.all.tooSoon, body.urged);
  // What waits at the city is above a district, though it is about the district's record.
  const upstairs = await submit(filler, "line", { title: "不催上级" });
  await approve(reviewer, upstairs.task);
  await approve(reviewer, await taskAt(upstairs.id, "second"));
  const above = await taskAt(upstairs.id, "city");
  await reviewer.post("/tasks/urge-below", {});
  t.is((await app.db.owner("task").where({ id: above }).first()).urged_count, 0);
});

test("opinion and edits are kept without deciding, and survive for the same person only", async (t) => {
  const { task } = await submit(filler, "line", { title: "暂存" });
  t.is((await reviewer.post(`/tasks/${task}/save`, { opinion: "写到一半" })).status, 204);
  t.is((await reviewer.get(`/drafts/task:${task}:opinion`)).body.data.opinion, "写到一半");
  t.is((await reviewer.get(`/tasks/${task}`)).body.savedOpinion, "写到一半");
  t.is((await filler.post(`/tasks/${task}/save`, { opinion: "x" })).status, 403);
  const wrong = await reviewer.post(`/tasks/${task}/save`, { data: { title: "改题" } });
  t.like(wrong, { status: 403, body: { code: "field-not-editable" } });
});

test("comments with files and mentions decide nothing and are read by whoever reads the record", async (t) => {
  const { id, task } = await submit(filler, "line", { title: "评论" });
  const file = await reviewer.upload("/attachments", "说明.txt", "内容", "text/plain");
  const body = { text: "请@专家1 看一下", mentions: [ids[1]], attachments: [file.body.id], taskId: task };
  t.is((await reviewer.post(`/records/${id}/comments`, body)).status, 201);
  const { rows } = (await filler.get(`/records/${id}/comments`)).body;
  t.like(rows[0], { text: "请@专家1 看一下", account: { name: "东城区审核" }, mentions: [{ name: "专家1" }] });
  t.is((await filler.get(`/attachments/${file.body.id}`)).status, 200);
  t.is((await (await app.client("110102-filler")).get(`/attachments/${file.body.id}`)).status, 404);
  t.is((await (await app.client("110102-filler")).get(`/records/${id}/comments`)).status, 404);
  const notices = (await one.get("/notifications?unread=1&limit=100")).body.rows;
  t.true(notices.some(({ kind }: { kind: string }) => kind === "mentioned"));
  const foreign = await filler.post(`/records/${id}/comments`, { text: "x", attachments: [file.body.id] });
  t.like(foreign, { status: 422, body: { code: "unknown-attachment" } });
});

test("a batch answers row by row; one bad row does not stop the rest", async (t) => {
  const made = [];
  for (const n of [1, 2, 3]) made.push(await submit(filler, "line", { title: `批量${n}` }));
  await reviewer.post(`/tasks/${made[1]?.task}/transfer`, { people: [ids[1]] });
  const batch = { ids: made.map(({ task }) => task), action: "approve", opinion: "同意" };
  const { body } = await reviewer.post("/tasks/batch", batch);
  t.like(body, { done: 2, failed: 1 });
  t.deepEqual(
    body.rows.map(({ ok, title }: { ok: boolean; title: string }) => [ok, title]),
    [
      [true, "批量1"],
      [false, "批量2"],
      [true, "批量3"],
    ],
  );
  t.regex(body.rows[1].detail, /不由您办理/);
  const again = await reviewer.post("/tasks/batch", batch);
  t.like(again.body, { done: 2, failed: 1 });
  const silent = await reviewer.post("/tasks/batch", { ...batch, action: "return", opinion: "" });
  t.like(silent, { status: 422, body: { code: "opinion-required" } });
});

test("R2 approving, returning, handing over and delegating at once end in exactly one of them", async (t) => {
  for (let round = 0; round < 4; round += 1) {
    const { id, task } = await submit(filler, "line", { title: `同时${round}` });
    const answers = await Promise.all([
      approve(reviewer, task),
      returned(reviewer, task, { to: "starter" }),
      reviewer.post(`/tasks/${task}/transfer`, { people: [ids[1]] }),
      reviewer.post(`/tasks/${task}/delegate`, { people: [ids[2]] }),
      reviewer.post(`/tasks/${task}/participants`, { where: "before", people: [ids[3]] }),
    ]);
    const won = answers.filter(({ status }) => status < 300);
    t.is(won.length, 1, JSON.stringify(answers.map(({ status, body }) => [status, body.code])));
    t.true(answers.every(({ status }) => [200, 204, 403, 409].includes(status)));
    t.is((await open(id)).length, 1);
  }
});

test("a task that participants decide is not claimed", async (t) => {
  const { task } = await submit(filler, "branches", { title: "不必签收" });
  const answer = await one.post(`/tasks/${task}/claim`);
  t.true([403, 409].includes(answer.status));
  const { task: mine } = await submit(filler, "line", { title: "签收" });
  await reviewer.post(`/tasks/${mine}/delegate`, { people: [ids[2]], note: "请看金额" });
  t.like(await reviewer.post(`/tasks/${mine}/claim`), { status: 409, body: { code: "decided-by-seats" } });
  const { participants } = (await two.get(`/tasks/${mine}`)).body;
  t.is(participants.find((each: { name: string }) => each.name === "专家2").note, "请看金额");
});

test("many tasks become a job with progress and a result per row", async (t) => {
  const made = [];
  for (let batch = 0; batch < 6; batch += 1) {
    const part = Array.from({ length: 10 }, (_, n) => submit(filler, "line", { title: `成批${batch}-${n}` }));
    made.push(...(await Promise.all(part)));
  }
  await reviewer.post(`/tasks/${made[7]?.task}/transfer`, { people: [ids[1]] });
  const batch = { ids: made.map(({ task }) => task), action: "return", opinion: "请补充附件" };
  const { status, body } = await reviewer.post("/tasks/batch", batch);
  t.deepEqual([status, body.count], [202, 60]);
  const job = async () => (await reviewer.get(`/jobs/${body.jobId}`)).body;
  await until("the batch is done", async () => (await job()).state === "done", 60);
  const { result, percent } = await job();
  t.is(percent, 100);
  t.like(result, { done: 59, failed: 1 });
  const bad = result.rows.find(({ ok }: { ok: boolean }) => !ok);
  t.like(bad, { id: made[7]?.task, title: "成批0-7" });
  t.is((await filler.get(`/records/${made[0]?.id}`)).body.status, "returned");
  t.is((await one.get(`/jobs/${body.jobId}`)).status, 404);
});
