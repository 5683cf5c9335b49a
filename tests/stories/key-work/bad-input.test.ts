import test from "ava";
import { got } from "./got.ts";
import { dongcheng, nextYear, openStage } from "./stage.ts";

const stage = await openStage();
const { asOfficer } = stage;
const asFiller = await stage.asFiller(dongcheng);
const asReviewer = await stage.asReviewer(dongcheng);
const keyWork = await asOfficer.define({ title: "综合窗口改革", year: nextYear });
await asOfficer.addContent(keyWork, "综窗改造");
const count = { id: "f_1", title: "办件量", kind: "number", required: true, min: 0 };
got(await asOfficer.design(keyWork, [count]), 201);
await asOfficer.dispatch(
  keyWork,
  ["01", "02", "03", "04", "05", "06"].map((month) => `${nextYear}-${month}`),
);
const duties = await asFiller.duties();
const duty = (month: number) => duties[month - 1] ?? { id: "" };
test.after.always(() => stage.app.close());

const places = (errors: { pointer: string; message: string }[]) => errors.map(({ pointer }) => pointer).sort();

test.serial("R-KEY-05: wrong values are refused field by field in Chinese, and nothing typed is lost", async (t) => {
  const saved = await asFiller.saveDraft(duty(1), { amount: 3, cumulative: 3 });
  const typed = {
    ...{ amount: "十二", completion: "finished", phone: "12", items: "没有", f_1: -1 },
    progressText: "一".repeat(2001),
  };
  const draft = `/drafts/record:${saved.id}`;
  got(await asFiller.client.put(draft, { data: { ...saved.data, ...typed }, baseVersion: saved.lockVersion }));
  const { status, body } = await asFiller.change(saved.id, typed, true);
  t.is(status, 422);
  t.deepEqual(places(body.errors), ["/amount", "/completion", "/f_1", "/items", "/phone", "/progressText"]);
  for (const { message } of body.errors) t.regex(message, /\p{Script=Han}{3}/u);
  t.regex(body.detail, /没有丢失/);
  t.deepEqual((await asFiller.record(saved.id)).data, saved.data);
  t.is(got(await asFiller.client.get(draft)).data.amount, "十二");
  const unknown = await asFiller.change(saved.id, { surprise: 1 });
  t.deepEqual([unknown.status, places(unknown.body.errors)], [422, ["/surprise"]]);
});

test.serial("R-KEY-05: what the form's rules forbid is refused on the field that has to change", async (t) => {
  const done = await asFiller.send(duty(2), { completion: "done", f_1: 1 }, true);
  t.deepEqual([done.status, done.body.errors[0].pointer], [422, "/attachments"]);
  t.is(done.body.errors[0].message, "完成情况为“已完成”，请上传佐证附件");
  const shrunk = await asFiller.send(duty(2), { amount: 9, cumulative: 8, f_1: 1 }, true);
  t.deepEqual(places(shrunk.body.errors), ["/cumulative"]);
  t.is((await asFiller.duties()).find(({ id }) => id === duty(2).id)?.recordId, null);
});

test.serial("R-KEY-05: a save from an older state is answered with both sides, and can then be made", async (t) => {
  const { id, data, lockVersion } = await asFiller.saveDraft(duty(3), { amount: 1, cumulative: 1 });
  got(await asFiller.change(id, { amount: 5, cumulative: 5 }));
  const mine = { ...data, progressText: "我写的进展。" };
  const late = await asFiller.client.put(`/records/${id}`, { data: mine, lockVersion });
  t.is(late.status, 409);
  t.like(late.body, { code: "stale-record", mine: { progressText: "我写的进展。" }, base: { amount: 1 } });
  t.like(late.body.theirs, { by: "东城区填报员", data: { amount: 5 } });
  t.regex(late.body.detail, /没有覆盖/);
  t.is((await asFiller.record(id)).data.amount, 5);
  const merged = { ...late.body.theirs.data, progressText: mine.progressText };
  const again = { data: merged, lockVersion: late.body.theirs.lockVersion };
  t.like(got(await asFiller.client.put(`/records/${id}`, again)).data, { amount: 5, progressText: "我写的进展。" });
});

test.serial(
  "R-KEY-22: of two who file the same obligation or decide the same task at once, one is told so",
  async (t) => {
    const filed = await Promise.all([1, 2].map(() => asFiller.send(duty(4), { f_1: 1 }, true)));
    t.deepEqual(filed.map(({ status }) => status).sort(), [201, 409]);
    const winner = filed.find(({ status }) => status === 201)?.body;
    const loser = filed.find(({ status }) => status === 409)?.body;
    t.is(loser.existing.id, winner.id);
    const task = await asReviewer.taskOf(winner.id);
    const decide = () => asReviewer.client.post(`/tasks/${task}/complete`, { outcome: "approve" });
    const decided = await Promise.all([decide(), decide()]);
    t.deepEqual(decided.map(({ status }) => status).sort(), [200, 409]);
    const second = await decide();
    t.like(second, { status: 409, body: { code: "task-already-completed", by: { name: "东城区审核员" } } });
    t.is((await asFiller.send(duty(4), { f_1: 1 }, false)).status, 409);
  },
);

test.serial(
  "R-KEY-03 R-KEY-26: a new version of the form leaves what is under review on its own version",
  async (t) => {
    const old = await asFiller.submit(duty(5), { f_1: 1 });
    const { number } = got(await asOfficer.client.get(`/forms/${keyWork}`));
    const added = { id: "f_9", title: "满意度", kind: "number", required: true };
    const stale = await asOfficer.design(keyWork, [count, added], number + 7);
    t.is(stale.status, 409);
    t.is(got(await asOfficer.design(keyWork, [count, added], number), 201).number, number + 1);
    t.like(await asFiller.record(old.id), { versionNumber: number, versionId: old.versionId, status: "inReview" });
    await asReviewer.sendBack(old.id, "请核实");
    t.like(got(await asFiller.change(old.id, { f_1: 2 }, true)), { versionNumber: number, status: "inReview" });
    await asReviewer.approve(old.id);
    await stage.asCityReviewer.approve(old.id);
    t.like(await asFiller.record(old.id), { versionNumber: number, status: "inForce" });
    const without = await asFiller.send(duty(6), { f_1: 1 }, true);
    t.deepEqual([without.status, places(without.body.errors)], [422, ["/f_9"]]);
    t.is((await asFiller.submit(duty(6), { f_1: 1, f_9: 98 })).versionNumber, number + 1);
  },
);

test.serial("R-KEY-23: files that run, lie or are too many are refused, saying what may be uploaded", async (t) => {
  const refused = async (name: string, content: string) => asFiller.client.upload("/attachments", name, content);
  for (const [name, content] of [
    ["图.svg", "<svg onload='alert(1)'/>"],
    ["表.exe.pdf", "%PDF-1.7"],
    ["照片.png", "<html>"],
  ] as const) {
    const { status, body } = await refused(name, content);
    t.is(status, 415, name);
    t.is(body.errors[0].pointer, "/file");
  }
});

test.after("no refusal was a fault", (t) => {
  t.deepEqual(stage.app.logged, []);
});
