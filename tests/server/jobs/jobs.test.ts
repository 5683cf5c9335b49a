import test from "ava";
import { inTransaction } from "../../../server/database/transaction.ts";
import { cancelJobs, enqueue } from "../../../server/jobs/enqueue.ts";
import { PermanentJobError } from "../../../server/jobs/job.ts";
import { claimJobs, renewLeases } from "../../../server/jobs/lease.ts";
import { registerJob } from "../../../server/jobs/registry.ts";
import { backoffSeconds, settleDone } from "../../../server/jobs/settle.ts";
import { startWorker } from "../../../server/jobs/worker.ts";
import { testDatabase } from "../../support/database.ts";
import { jobsContext, until } from "./context.ts";

const own = await testDatabase();
const { ctx, advance } = jobsContext(own.database);
const db = own.database.app;
test.after.always(() => own.drop());

const put = (kind: string, payload: unknown, options = {}) =>
  inTransaction(ctx, "system", (tx) => enqueue(tx, kind, payload, options));
const row = async (id: string) => db("job").where({ id }).first();
const stateOf = async (id: string) => (await row(id))?.state;

test.serial("a job exists only if the transaction that put it commits", async (t) => {
  await t.throwsAsync(
    inTransaction(ctx, "system", async (tx) => {
      await enqueue(tx, "test-rolled-back", {});
      throw new Error("no");
    }),
  );
  t.is((await db("job").where({ kind: "test-rolled-back" })).length, 0);
});

test.serial("three workers do every job once", async (t) => {
  const seen: number[] = [];
  registerJob<{ number: number }>("test-once", async (job) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    seen.push(job.payload.number);
  });
  await inTransaction(ctx, "system", async (tx) => {
    for (let number = 0; number < 300; number += 1) await enqueue(tx, "test-once", { number });
  });
  const workers = [1, 2, 3].map(() => startWorker(ctx, { pollMs: 20 }));
  await until("all are done", async () => Number((await db("job").where({ state: "done" }).count())[0]?.count) >= 300);
  await Promise.all(workers.map((worker) => worker.stop()));
  t.deepEqual(
    seen.sort((a, b) => a - b),
    Array.from({ length: 300 }, (_, index) => index),
  );
});

test.serial("a job runs no earlier than it should, by the product's clock", async (t) => {
  let ran = 0;
  registerJob("test-later", async () => {
    ran += 1;
  });
  await put("test-later", {}, { runAt: new Date(ctx_now() + 3_600_000).toISOString() });
  const worker = startWorker(ctx, { pollMs: 20 });
  await new Promise((resolve) => setTimeout(resolve, 150));
  t.is(ran, 0);
  advance(3_601_000);
  await until("the clock was noticed", async () => ran === 1);
  await worker.stop();
  t.is(ran, 1);
});

const ctx_now = (): number => (ctx as unknown as { now(): Date }).now().getTime();

test.serial(
  "a failing job is tried again after longer and longer waits, then stays visible with its message",
  async (t) => {
    let runs = 0;
    registerJob("test-fails", async () => {
      runs += 1;
      throw new Error("对方系统没有回答");
    });
    const id = await put("test-fails", {}, { maxAttempts: 3 });
    const worker = startWorker(ctx, { pollMs: 20 });
    await until("the first run failed", async () => (await row(id)).error !== null);
    t.is(await stateOf(id), "ready");
    t.is(runs, 1);
    for (let next = 2; next <= 3; next += 1) {
      advance(backoffSeconds(next) * 1000);
      await until(`run ${next} failed`, async () => runs === next && (await row(id)).state !== "running");
    }
    await worker.stop();
    t.like(await row(id), { state: "failed", attempts: 3, error: "对方系统没有回答" });
  },
);

test.serial("a fault that repetition cannot mend fails at once", async (t) => {
  registerJob("test-permanent", async () => {
    throw new PermanentJobError("定义已不存在");
  });
  const id = await put("test-permanent", {});
  const worker = startWorker(ctx, { pollMs: 20 });
  await until("it failed", async () => (await stateOf(id)) === "failed");
  await worker.stop();
  t.is((await row(id)).attempts, 1);
});

test.serial("a silent worker's job goes to another, and what the silent one reports later is not taken", async (t) => {
  const id = await put("test-silent", {});
  const now = () => new Date(ctx_now()).toISOString();
  const [first] = await claimJobs(db, "silent", now(), 1);
  t.is(first?.id, id);
  t.deepEqual(await claimJobs(db, "other", now(), 1), [], "the lease still holds");
  await db("job").where({ id }).update({ leased_until: "2020-01-01T00:00:00Z" });
  const [second] = await claimJobs(db, "other", now(), 1);
  t.like(second, { id, attempts: 2 });
  t.is((await renewLeases(db, "silent", first ? [first] : [])).size, 0);
  t.false(first ? await settleDone(db, "silent", first, "done", null) : true);
  t.is(await stateOf(id), "running");
  t.true(second ? await settleDone(db, "other", second, "done", { ok: 1 }) : false);
  t.like(await row(id), { state: "done", result: { ok: 1 } });
});

test.serial("a job whose workers keep dying ends as failed", async (t) => {
  const id = await put("test-deadly", {}, { maxAttempts: 2 });
  for (let turn = 0; turn < 3; turn += 1) {
    await claimJobs(db, `worker-${turn}`, new Date(ctx_now()).toISOString(), 1);
    await db("job").where({ id }).update({ leased_until: "2020-01-01T00:00:00Z" });
  }
  t.like(await row(id), { state: "failed", attempts: 2, error: "执行该任务的服务进程中断" });
});

test.serial("a waiting job is cancelled at once, a running one at its next look, keeping its progress", async (t) => {
  const waiting = await put("test-never", {}, { runAt: "2999-01-01T00:00:00Z" });
  registerJob("test-long", async (_job, tools) => {
    for (let done = 1; done <= 1000 && !tools.cancelled(); done += 1) {
      await tools.progress(done, 1000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { stopped: true };
  });
  const running = await put("test-long", {});
  const worker = startWorker(ctx, { pollMs: 20 });
  await until("progress shows", async () => ((await row(running)).progress ?? 0) > 0);
  const asked = await inTransaction(ctx, "system", (tx) => cancelJobs(tx, [waiting, running]));
  t.is(asked.length, 2);
  t.is(await stateOf(waiting), "cancelled");
  await until("the running one stopped", async () => (await stateOf(running)) === "cancelled");
  await worker.stop();
  const end = await row(running);
  t.deepEqual(end.result, { stopped: true });
  t.true(end.progress < 1000);
});

test.serial("a worker that stops gives an unfinished job back, and the next one does it", async (t) => {
  let finished = 0;
  registerJob("test-given-back", async (_job, tools) => {
    for (let step = 0; step < 20; step += 1) {
      if (tools.cancelled()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    finished += 1;
  });
  const id = await put("test-given-back", {});
  const first = startWorker(ctx, { pollMs: 20 });
  await until("it runs", async () => (await stateOf(id)) === "running");
  await first.stop();
  t.like(await row(id), { state: "ready", attempts: 0 });
  const second = startWorker(ctx, { pollMs: 20 });
  await until("it is done", async () => (await stateOf(id)) === "done");
  await second.stop();
  t.is(finished, 1);
});

test.serial("the same job put twice under one id is there once", async (t) => {
  const id = "0193a000-0000-7000-8000-000000000001";
  await put("test-twice", { first: true }, { id, runAt: "2999-01-01T00:00:00Z" });
  await put("test-twice", { first: false }, { id, runAt: "2999-01-01T00:00:00Z" });
  t.deepEqual((await row(id)).payload, { first: true });
});
