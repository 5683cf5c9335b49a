import type { IncomingMessage, RequestListener } from "node:http";
import Koa from "koa";
import pg from "pg";
import { createApp } from "../../server/app.ts";
import { demoPackage } from "../server/process/demo-package.ts";
import type { Figure } from "./figure.ts";
import type { LoadJob, LoadResult } from "./load-generator.ts";
import { startLoad } from "./load-process.ts";
import { benchContext, prepareBench, startBenchServer } from "./own-database.ts";
import { type Recorded, recordInto, recordStatements } from "./recorder.ts";
import { serve, signedIn } from "./serve.ts";

const CLIENTS = 16;
const CONNECTIONS = 10;
const ROUNDS = 6;
const ROUND = 150;

/** Reports that wait for their first review; the answer holds the tasks. */
async function submitReports(url: string, count: number): Promise<string[]> {
  const filler = await signedIn(url, "110101-filler");
  const tasks: string[] = [];
  for (let at = 0; at < count; at += CLIENTS) {
    const numbers = Array.from({ length: Math.min(CLIENTS, count - at) }, (_, n) => at + n);
    const made = await Promise.all(
      numbers.map((number) => {
        const data = { title: `报告${number}`, done: "是" };
        return filler.post("/records", { recordType: "demo/report", data, submit: true });
      }),
    );
    tasks.push(...made.map(({ body }) => body.openTasks[0].id));
  }
  return tasks;
}

const pathOf = (task: string): string => `/api/tasks/${task}/complete`;

/** Koa and pg and nothing else: per request the very statements that our server sent for it, on a copy of the data. */
function bareHandler(pool: pg.Pool, statements: ReadonlyMap<string, Recorded[]>): RequestListener {
  const app = new Koa();
  app.use(async (ctx) => {
    const client = await pool.connect();
    try {
      for (const statement of statements.get(ctx.path) ?? []) await client.query(statement);
    } finally {
      client.release();
    }
    ctx.body = { status: "active" };
  });
  return app.callback();
}

function checked(result: LoadResult, count: number): LoadResult {
  if (result.statuses[200] !== count) throw new Error(`not all succeeded: ${JSON.stringify(result.statuses)}`);
  return result;
}

async function prepare() {
  const server = await startBenchServer();
  await prepareBench(server, "bench", [demoPackage]);
  const ctx = await benchContext(server.url("bench"), CONNECTIONS);
  const web = await serve(createApp(ctx).callback());
  const tasks = await submitReports(web.url, ROUNDS * ROUND);
  web.stop();
  await ctx.db.close();
  // A copy needs the original without connections; from here on both hold the same rows under the same ids.
  await server.administer("create database bench_copy template bench");
  return { server, tasks };
}

/** Approvals a second over HTTP by 16 clients, beside a bare handler that runs the same SQL; rounds take turns. */
export async function approvalStep(): Promise<Figure[]> {
  const { server, tasks } = await prepare();
  const ctx = await benchContext(server.url("bench"), CONNECTIONS);
  const statements = new Map<string, Recorded[]>();
  const app = createApp(ctx).callback();
  const ours = await serve((request: IncomingMessage, response) => {
    const list: Recorded[] = [];
    statements.set(request.url ?? "", list);
    recordInto(list, () => app(request, response));
  });
  const options = "-c role=tianbao_app -c timezone=Asia/Shanghai";
  const pool = new pg.Pool({ connectionString: server.url("bench_copy"), max: CONNECTIONS, options });
  const bare = await serve(bareHandler(pool, statements));
  const reviewer = await signedIn(ours.url, "110101-reviewer");
  const load = startLoad();
  const stopRecording = recordStatements();
  const body = JSON.stringify({ outcome: "approve", opinion: "情况属实，同意上报。" });
  const job = (url: string, round: readonly string[]): LoadJob => ({
    ...{ url, clients: CLIENTS, headers: { Cookie: reviewer.cookie, "X-CSRF-Token": reviewer.csrfToken } },
    requests: round.map((task) => ({ path: pathOf(task), body })),
  });
  const totals = { ours: 0, bare: 0, p99: [] as number[] };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const part = tasks.slice(round * ROUND, (round + 1) * ROUND);
      const mine = checked(await load.run(job(ours.url, part)), part.length);
      const floor = checked(await load.run(job(bare.url, part)), part.length);
      if (round === 0) continue; // warm-up
      totals.ours += mine.seconds;
      totals.bare += floor.seconds;
      totals.p99.push(mine.p99);
    }
  } finally {
    stopRecording();
    load.stop();
    ours.stop();
    bare.stop();
    await pool.end();
    await ctx.db.close();
    await server.stop();
  }
  const count = (ROUNDS - 1) * ROUND;
  const [value, floor] = [count / totals.ours, count / totals.bare];
  return [{ name: "approval-step-http", value, unit: "1/s", floor, ratio: value / floor }];
}
