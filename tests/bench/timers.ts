import { createApp } from "../../server/app.ts";
import { cloneTimers, effectsOf } from "../server/process/many-timers.ts";
import { operatedPackage } from "../server/process/operated-package.ts";
import { WorkerFleet } from "../server/process/worker-faults.ts";
import type { Figure } from "./figure.ts";
import { benchContext, prepareBench, startBenchServer } from "./own-database.ts";
import { serve, signedIn } from "./serve.ts";

const TIMERS = Number(process.env.BENCH_TIMERS ?? 100_000);
const NOTHINGS = 3000;
const WORKERS = 3;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * 100,000 timers over three processes that are killed, frozen and whose clocks jump: how many took effect exactly once
 * (the floor is all of them), and how many a second beside jobs that do nothing.
 */
export async function timers(): Promise<Figure[]> {
  const server = await startBenchServer();
  await prepareBench(server, "bench", [operatedPackage()]);
  const ctx = await benchContext(server.url("bench"), 5);
  const web = await serve(createApp(ctx).callback());
  const fleet = new WorkerFleet(ctx.db.owner, server.url("bench"));
  const left = async (kind: string): Promise<number> => {
    const open = ctx.db
      .owner("job")
      .where({ kind })
      .whereIn("state", ["ready", "running"])
      .where("run_at", "<", ctx.now());
    return Number((await open.count())[0]?.count);
  };
  const drained = async (kind: string, hurt = async (): Promise<void> => {}): Promise<number> => {
    const begun = performance.now();
    while ((await left(kind)) > 0) {
      await hurt();
      await pause(1000);
    }
    return (performance.now() - begun) / 1000;
  };
  try {
    const filler = await signedIn(web.url, "110101-filler");
    const data = { title: "定时", done: "是" };
    const { body } = await filler.post("/records", { recordType: "demo/report", data, submit: true });
    const past = new Date(Date.now() - 60_000);
    await ctx.db.owner.raw(
      "insert into job (id, kind, payload, run_at) select gen_random_uuid(), 'test-nothing', '{}', ? from generate_series(1, ?)",
      [past, NOTHINGS],
    );
    await fleet.start(WORKERS);
    const nothing = NOTHINGS / (await drained("test-nothing"));
    const dues = Array.from({ length: TIMERS }, (_, n) => new Date(past.getTime() + n));
    const instances = await cloneTimers(ctx.db.owner, body.instanceId, dues);
    let turn = 0;
    const seconds = await drained("process-timer", async () => {
      turn += 1;
      if (turn % 30 === 10) await fleet.kill();
      if (turn % 30 === 25) await fleet.freeze(2000);
    });
    const { once, early } = await effectsOf(ctx.db.owner, instances, dues, "late");
    const rate = TIMERS / seconds;
    return [
      {
        name: "timers-exactly-once",
        value: once - early,
        unit: "timers",
        floor: TIMERS,
        ratio: (once - early) / TIMERS,
      },
      { name: "timers-rate", value: rate, unit: "1/s", floor: nothing, ratio: rate / nothing },
    ];
  } finally {
    await fleet.end();
    web.stop();
    await ctx.db.close();
    await server.stop();
  }
}
