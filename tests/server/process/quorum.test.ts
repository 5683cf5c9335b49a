import test from "ava";
import { startTestApp } from "../../support/app.ts";
import { addAccount, inLine, operationsPackage, submit } from "./operations-package.ts";

const people = "expert-1,expert-2,expert-3";
const panel = (rule: string) => ({
  ...{ id: "panel", name: "专家会签" },
  extra: `<zeebe:assignmentDefinition candidateUsers="${people}" /><tianbao:quorum ${rule} />`,
});
const last = { id: "last", name: "市审核", assignment: 'role="city-reviewer" unit="level" level="city"' };
const app = await startTestApp({
  packages: [
    operationsPackage({
      all: inLine("all", [panel('rule="all"'), last]),
      share: inLine("share", [panel('rule="share" value="60"'), last]),
      ordered: inLine("ordered", [panel('rule="all" order="sequential"'), last]),
      group: inLine("group", [
        {
          id: "panel",
          name: "区会签",
          assignment: 'role="district-reviewer" unit="record"',
          extra: '<tianbao:quorum rule="all" />',
        },
        last,
      ]),
    }),
  ],
});
for (const n of [1, 2, 3]) await addAccount(app, `expert-${n}`, `专家${n}`, "110101-reviewer", []);
const filler = await app.client("110101-filler");
const experts = [await app.client("expert-1"), await app.client("expert-2"), await app.client("expert-3")] as const;
test.after.always(() => app.close());

const todo = async (who: (typeof experts)[number], title: string): Promise<number> =>
  (await who.get(`/tasks?q=${encodeURIComponent(title)}`)).body.total;
const nodes = async (record: string): Promise<string[]> =>
  (await app.db.owner("task").where({ record_id: record, state: "open" })).map(({ node_id }) => node_id);

test("all participants must agree; the token moves once, with the last one", async (t) => {
  const [one, two, three] = experts;
  const { id, task } = await submit(filler, "all", { title: "会签一" });
  for (const who of experts) t.is(await todo(who, "会签一"), 1);
  const first = await one.post(`/tasks/${task}/complete`, { outcome: "approve", opinion: "可行" });
  t.like(first, { status: 200, body: { counts: { agreed: 1, pending: 2, total: 3, needed: 3 } } });
  t.is(await todo(one, "会签一"), 0);
  const again = await one.post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.like(again, { status: 409, body: { code: "already-acted" } });
  t.regex(again.body.detail, /已经办理过了，现在轮到专家2、专家3办理/);
  const stranger = await filler.post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.like(stranger, { status: 403, body: { code: "not-a-candidate" } });
  await two.post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await nodes(id), ["panel"]);
  await three.post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await nodes(id), ["last"]);
  t.is((await one.get("/tasks?box=done&q=会签一")).body.total, 1);
});

test("one who disagrees ends the part of the others at once", async (t) => {
  const { id, task } = await submit(filler, "all", { title: "会签二" });
  const silent = await experts[1].post(`/tasks/${task}/complete`, { outcome: "back" });
  t.like(silent, { status: 422, body: { code: "opinion-required" } });
  await experts[1].post(`/tasks/${task}/complete`, { outcome: "back", opinion: "材料不全" });
  t.deepEqual(await nodes(id), ["fill"]);
  for (const who of experts) t.is(await todo(who, "会签二"), 0);
  const late = await experts[0].post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.like(late, { status: 409, body: { code: "task-already-completed" } });
  t.is((await filler.get(`/records/${id}`)).body.status, "returned");
});

test("a share is decided as soon as it is certain", async (t) => {
  const { id, task } = await submit(filler, "share", { title: "票签" });
  await experts[2].post(`/tasks/${task}/complete`, { outcome: "reject", opinion: "不必要" });
  await experts[0].post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await nodes(id), ["panel"]);
  await experts[1].post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await nodes(id), ["last"]);
  const [row] = await app.db.owner("task").where({ id: task });
  t.is(row.outcome, "approve");
});

test("in order each is asked after the one before", async (t) => {
  const { id, task } = await submit(filler, "ordered", { title: "依次" });
  t.deepEqual(await Promise.all(experts.map((who) => todo(who, "依次"))), [1, 0, 0]);
  const early = await experts[1].post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.like(early, { status: 409, body: { code: "not-your-turn" } });
  t.regex(early.body.detail, /现在轮到专家1办理，轮到您时会通知您/);
  await experts[0].post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await Promise.all(experts.map((who) => todo(who, "依次"))), [0, 1, 0]);
  const notices = (await experts[1].get("/notifications?unread=1&limit=100")).body.rows;
  t.true(notices.some((one: { title: string }) => one.title === "“依次”轮到您办理：专家会签"));
  for (const who of experts.slice(1)) await who.post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await nodes(id), ["last"]);
});

test("the holders of a role at the unit are its participants", async (t) => {
  await addAccount(app, "second-reviewer", "东城二审", "110101-reviewer", ["district-reviewer"]);
  const { id, task } = await submit(filler, "group", { title: "角色会签" });
  const [first, second] = [await app.client("110101-reviewer"), await app.client("second-reviewer")];
  await first.post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await nodes(id), ["panel"]);
  await second.post(`/tasks/${task}/complete`, { outcome: "approve" });
  t.deepEqual(await nodes(id), ["last"]);
});

test("R2 thirty clients at three seats: each answers once, the rest are conflicts, and the token moves once", async (t) => {
  const { id, task } = await submit(filler, "all", { title: "并发会签" });
  const body = { outcome: "approve" };
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => (experts[n % 3] as (typeof experts)[0]).post(`/tasks/${task}/complete`, body)),
  );
  t.is(answers.filter(({ status }) => status === 200).length, 3);
  t.is(answers.filter(({ status }) => status === 409).length, 27);
  t.deepEqual(await nodes(id), ["last"]);
  t.is((await app.db.owner("task_operation").where({ task_id: task, kind: "voted" })).length, 3);
});
