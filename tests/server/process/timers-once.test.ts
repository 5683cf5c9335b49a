import test from "ava";
import { startTestApp } from "../../support/app.ts";
import { until } from "../jobs/context.ts";
import { cloneTimers, effectsOf } from "./many-timers.ts";
import { operatedPackage } from "./operated-package.ts";
import { WorkerFleet } from "./worker-faults.ts";

const COUNT = 2000;
const app = await startTestApp({ packages: [operatedPackage()] });
const owner = app.db.owner;
const fleet = new WorkerFleet(owner, app.db.url);
test.after.always(async () => {
  await fleet.end();
  await app.close();
});

test.serial(
  "R4 2,000 timers over three processes take effect exactly once and never early, through kill -9, pauses and clock jumps",
  async (t) => {
    t.timeout(330_000);
    const filler = await app.client("110101-filler");
    const data = { title: "定时", done: "是" };
    const { body } = await filler.post("/records", { recordType: "demo/report", data, submit: true });
    await fleet.start(3);
    // Half are due at once; the others become due while the processes are being hurt.
    const now = Date.now();
    const dues = Array.from({ length: COUNT }, (_, n) => new Date(now + (n % 2 === 0 ? -1000 : 1000 + 4 * n)));
    const instances = await cloneTimers(owner, body.instanceId, dues);
    // No clock that leaps two hours ahead may bring these forward.
    const hour = Array.from({ length: 50 }, () => new Date(now + 3_600_000));
    const later = await cloneTimers(owner, body.instanceId, hour);
    const done = async (): Promise<number> =>
      Number((await owner("job").where({ kind: "process-timer", state: "done" }).count())[0]?.count);
    await until("some have fired", async () => (await done()) > 50, 60);
    await fleet.kill();
    await fleet.freeze(1500);
    await until("half of them have fired", async () => (await done()) > COUNT / 2, 90);
    await fleet.freeze(1500);
    await fleet.kill();
    await until("all have fired", async () => (await done()) >= COUNT, 120);
    const effects = await effectsOf(owner, instances, dues, "late");
    t.deepEqual(effects, { once: COUNT, doubled: 0, missed: 0, early: 0, strange: 0 });
    const left = await owner("process_timer").whereIn("instance_id", instances);
    t.is(left.length, 0);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    t.like(await effectsOf(owner, later, hour, "late"), { missed: 50 }, "what is due in an hour waits");
  },
);
