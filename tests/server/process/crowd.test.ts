import test, { type ExecutionContext } from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "./demo-package.ts";

const CROWD = 200;
const start = (longestWait: number) =>
  startTestApp({ packages: [demoPackage], pool: { max: 3, acquireTimeout: 60_000 }, longestWait });
// The patient one is told apart from a slow machine; the other one is out of patience soon.
const [patient, hasty] = [await start(60_000), await start(1_500)];
test.after.always(() => Promise.all([patient.close(), hasty.close()]));

const people = async (app: TestApp) => ({
  app,
  filler: await app.client("110101-filler"),
  reviewer: await app.client("110101-reviewer"),
});
type People = Awaited<ReturnType<typeof people>>;

async function openTask({ filler }: People, title: string): Promise<{ task: string; record: string }> {
  const data = { title, done: "是" };
  const { body } = await filler.post("/records", { recordType: "demo/report", data, submit: true });
  return { task: body.openTasks[0].id, record: body.id };
}

/** Holds the row that every step of the record's process has to lock, at the latest to the end of the test. */
async function hold(t: ExecutionContext, app: TestApp, record: string): Promise<() => Promise<unknown>> {
  const tx = await app.db.owner.transaction();
  t.teardown(() => tx.rollback());
  await tx.raw("select from process_instance where record_id = ? for update", [record]);
  return () => tx.rollback();
}

async function waitingForLocks(app: TestApp): Promise<number> {
  const { rows } = await app.db.owner.raw(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows[0].n;
}

test.serial(
  "a crowd before one task keeps nobody else out, one of it succeeds, and the rest learn who did",
  async (t) => {
    const all = await people(patient);
    const { app, reviewer } = all;
    const [crowded, other] = [await openTask(all, "众人抢办"), await openTask(all, "另一件")];
    const release = await hold(t, app, crowded.record);
    let answered = 0;
    const crowd = Array.from({ length: CROWD }, async () => {
      const answer = await reviewer.post(`/tasks/${crowded.task}/complete`, { outcome: "approve" });
      answered += 1;
      return answer;
    });
    await until("somebody waits for the row", async () => (await waitingForLocks(app)) > 0);

    // Everything else is answered while the row is held, as none of the crowd has got anywhere.
    t.is((await reviewer.post(`/tasks/${other.task}/complete`, { outcome: "approve" })).status, 200);
    const looks = ["/tasks?box=todo", `/records/${crowded.record}`, `/tasks/${crowded.task}`, "/tasks/counts"];
    for (const { status } of await Promise.all(looks.map((path) => reviewer.get(path)))) t.is(status, 200);
    t.is(await waitingForLocks(app), 1, "one waits for the row, the others for their turn");
    t.is(answered, 0);

    await release();
    const answers = await Promise.all(crowd);
    t.is(answers.filter(({ status }) => status === 200).length, 1);
    const lost = answers.filter(({ status }) => status === 409);
    t.is(lost.length, CROWD - 1);
    for (const { body } of lost) t.like(body, { code: "task-already-completed", by: { name: "东城区审核" } });
    t.deepEqual(app.logged, []);
  },
);

test.serial("what stays held is refused in words, with nothing done, and can be done afterwards", async (t) => {
  const all = await people(hasty);
  const { app, filler, reviewer } = all;
  const { task, record } = await openTask(all, "久占");
  const release = await hold(t, app, record);
  const complete = () => reviewer.post(`/tasks/${task}/complete`, { outcome: "approve" });
  const withdraw = () => filler.post(`/records/${record}/withdraw`);
  for (const { status, body, headers } of await Promise.all([complete(), complete(), complete(), withdraw()])) {
    t.is(status, 503, JSON.stringify(body));
    t.is(body.code, "occupied");
    t.regex(body.detail, /正在由他人办理.*没有生效.*稍后再试/);
    t.is(headers.get("Retry-After"), "2");
  }
  await release();
  t.is((await complete()).status, 200);
  t.deepEqual(app.logged, []);
});
