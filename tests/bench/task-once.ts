import { createApp } from "../../server/app.ts";
import { cloneTimers } from "../server/process/many-timers.ts";
import { operatedPackage } from "../server/process/operated-package.ts";
import type { Figure } from "./figure.ts";
import { startLoad } from "./load-process.ts";
import { benchContext, prepareBench, startBenchServer } from "./own-database.ts";
import { serve, signedIn } from "./serve.ts";

const TASKS = Number(process.env.BENCH_TASKS ?? 10_000);
const CLIENTS = 50;
const YEAR = 365 * 24 * 3_600_000;

// What a success leaves behind: the task's own row, and one line of the record's history.
const EFFECTS = `
  select count(*) filter (where t.state = 'completed' and e.n = 1)::int as once, count(*) filter (where e.n > 1)::int as twice
  from task t cross join lateral (
    select count(*) as n from record_event e where e.record_id = t.record_id and e.kind = 'approved') e
  where t.id = any(?::uuid[])`;

/**
 * R2: each of 10,000 tasks completed by 50 clients at once. How many have exactly one success and 49 conflicts (the floor is
 * all of them), and how many requests a second were answered beside as many successes.
 */
export async function taskOnce(): Promise<Figure[]> {
  const server = await startBenchServer();
  await prepareBench(server, "bench", [operatedPackage()]);
  const ctx = await benchContext(server.url("bench"), 10);
  const web = await serve(createApp(ctx).callback());
  const load = startLoad();
  try {
    const filler = await signedIn(web.url, "110101-filler");
    const data = { title: "抢办", done: "是" };
    const { body } = await filler.post("/records", { recordType: "demo/report", data, submit: true });
    const later = Array.from({ length: TASKS }, () => new Date(Date.now() + YEAR));
    const instances = await cloneTimers(ctx.db.owner, body.instanceId, later);
    await ctx.db.owner.raw("vacuum analyze");
    const tasks = (await ctx.db.owner("task").whereIn("instance_id", instances)).map(({ id }) => id as string);
    const reviewer = await signedIn(web.url, "110101-reviewer");
    const approve = JSON.stringify({ outcome: "approve" });
    const { seconds, statuses } = await load.run({
      url: web.url,
      headers: { cookie: reviewer.cookie, "x-csrf-token": reviewer.csrfToken },
      clients: CLIENTS,
      // All clients take from the front, so fifty in a row are at the same task at once.
      requests: tasks.flatMap((id) =>
        Array.from({ length: CLIENTS }, () => ({ path: `/api/tasks/${id}/complete`, body: approve })),
      ),
    });
    const { rows } = await ctx.db.owner.raw<{ rows: { once: number; twice: number }[] }>(EFFECTS, [tasks]);
    const { 200: successes = 0, 409: conflicts = 0 } = statuses;
    const others = TASKS * CLIENTS - successes - conflicts;
    const right = (rows[0]?.once ?? 0) - (rows[0]?.twice ?? 0) - Math.abs(successes - TASKS) - others;
    return [
      { name: "task-once", value: right, unit: "tasks", floor: TASKS, ratio: right / TASKS },
      {
        name: "task-once-answers",
        value: (TASKS * CLIENTS) / seconds,
        unit: "1/s",
        floor: TASKS / seconds,
        ratio: CLIENTS,
      },
    ];
  } finally {
    load.stop();
    web.stop();
    await ctx.db.close();
    await server.stop();
  }
}
