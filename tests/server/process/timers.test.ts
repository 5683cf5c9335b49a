import test from "ava";
import { startWorkers } from "../../../server/jobs/start-workers.ts";
import { startTestApp } from "../../support/app.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "./demo-package.ts";
import { startWorkerProcess } from "./worker-faults.ts";

const DAY = 24 * 3_600_000;
let offset = 0;
const now = () => new Date(Date.now() + offset);
const app = await startTestApp({ packages: [demoPackage], now });
const filler = await app.client("110101-filler");
const reviewer = await app.client("110101-reviewer");
test.after.always(() => app.close());

const submit = async (title: string): Promise<{ id: string; instanceId: string; openTasks: { id: string }[] }> => {
  const data = { title, done: "是" };
  return (await filler.post("/records", { recordType: "demo/report", data, submit: true })).body;
};
const owner = app.db.owner;
const count = async (table: string, where: object): Promise<number> =>
  Number((await owner(table).where(where).count())[0]?.count);

test.serial(
  "a boundary timer reminds the reviewers once, when its time has come, and leaves the task open",
  async (t) => {
    const { instanceId, openTasks } = await submit("到期提醒");
    const worker = await startWorkers(app.ctx, { pollMs: 20 });
    const told = () => count("notification", { kind: "taskDue", link: `/tasks/${openTasks[0]?.id}` });
    await new Promise((resolve) => setTimeout(resolve, 200));
    t.is(await told(), 0);
    offset += 3 * DAY + 1000;
    await until("the reviewers are told", async () => (await told()) > 0);
    await until(
      "the branch has ended",
      async () => (await count("process_event", { instance_id: instanceId, node_id: "firstRemindEnd" })) > 0,
    );
    await worker.stop();
    t.is(await told(), 1);
    const { body } = await reviewer.get(`/processes/${instanceId}`);
    t.deepEqual(body.active, ["first"]);
    t.true(body.history.some((line: { text: string }) => line.text === "“区审核超时”触发"));
    const [overdue] = (await reviewer.get("/tasks?box=overdue")).body.rows;
    t.like(overdue, { title: "到期提醒", overdue: true });
  },
);

test.serial("completing the task disarms its timer and cancels its job", async (t) => {
  const { instanceId, openTasks } = await submit("按时办理");
  const [timer] = await owner("process_timer").where({ instance_id: instanceId });
  t.is(await count("job", { id: timer.job_id, state: "ready" }), 1);
  await reviewer.post(`/tasks/${openTasks[0]?.id}/complete`, { outcome: "return", opinion: "退" });
  t.is(await count("process_timer", { instance_id: instanceId }), 0);
  t.is(await count("job", { id: timer.job_id, state: "cancelled" }), 1);
});

test.serial(
  "three processes fire 60 timers and do the jobs that follow exactly once each, though one is killed in the middle",
  async (t) => {
    const instances: string[] = [];
    for (let batch = 0; batch < 6; batch += 1) {
      const made = await Promise.all(Array.from({ length: 10 }, (_, n) => submit(`定时${batch}-${n}`)));
      instances.push(...made.map((each) => each.instanceId));
    }
    t.is(instances.length, 60);
    const before = offset;
    offset += 3 * DAY + 1000;
    const workers = await Promise.all([1, 2, 3].map(() => startWorkerProcess(app.db.url, offset)));
    const fired = async (): Promise<number> =>
      Number(
        (
          await owner("process_event")
            .whereIn("instance_id", instances)
            .where({ node_id: "firstLate", kind: "take" })
            .count()
        )[0]?.count,
      );
    await until("some have fired", async () => (await fired()) > 10, 60);
    workers[0]?.kill("SIGKILL");
    // What the killed one held comes back when its lease is over; the test need not wait for the clock.
    await until(
      "only the killed one's jobs are left",
      async () => {
        await owner("job")
          .where({ state: "running" })
          .whereLike("worker", `%:${workers[0]?.pid}:%`)
          .update({ leased_until: "2020-01-01T00:00:00Z" });
        return (await fired()) === 60;
      },
      60,
    );
    await until(
      "all branches have ended",
      async () => {
        const rows = await owner("process_event")
          .whereIn("instance_id", instances)
          .where({ node_id: "firstRemindEnd" });
        return rows.length === 60;
      },
      60,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const child of workers) child.kill("SIGKILL");
    t.is(await fired(), 60);
    const doubled = await owner("process_event")
      .whereIn("instance_id", instances)
      .where({ node_id: "firstLate", kind: "take" })
      .groupBy("instance_id")
      .havingRaw("count(*) <> 1")
      .select("instance_id");
    t.deepEqual(doubled, []);
    t.true(offset > before);
  },
);
