import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { AppContext } from "../context.ts";
import type { Job } from "./job.ts";
import { claimJobs, LEASE_SECONDS, renewLeases } from "./lease.ts";
import { jobTools, type RunSignal } from "./progress.ts";
import { handlerOf } from "./registry.ts";
import { release, settleDone, settleFailed } from "./settle.ts";

/** How a worker looks for work. */
export interface WorkerOptions {
  /** Jobs at a time; each may hold one connection. */
  concurrency?: number;
  /** Wait between two looks at an empty table, milliseconds. */
  pollMs?: number;
}

/** A running worker. */
export interface Worker {
  id: string;
  /** Takes no more jobs, asks long ones to stop and waits until all have come to an end. */
  stop(): Promise<void>;
}

interface Run {
  job: Job;
  signal: RunSignal;
  ended: Promise<void>;
}

/** Starts a worker; any number of them, in any number of processes, share one table. */
export function startWorker(ctx: AppContext, options: WorkerOptions = {}): Worker {
  const { concurrency = 3, pollMs = 500 } = options;
  const id = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const db = ctx.db.app;
  const runs = new Map<string, Run>();
  let stopping = false;
  let wake: (() => void) | undefined;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(job: Job, signal: RunSignal): Promise<void> {
    const handler = handlerOf(job.kind);
    try {
      if (!handler) throw new Error(`本服务不认识任务类型“${job.kind}”，请检查各服务进程的版本是否一致`);
      const result = await handler(job, jobTools(ctx, id, job, signal));
      if (signal.noticed && stopping && !signal.asked) await release(db, id, job);
      else await settleDone(db, id, job, signal.noticed ? "cancelled" : "done", result);
    } catch (error) {
      const outcome = await settleFailed(db, id, job, error, ctx.now().toISOString());
      ctx.log.warn({ err: error, job: job.id, kind: job.kind, attempts: job.attempts, outcome }, "job failed");
    }
  }

  function begin(job: Job): void {
    const signal: RunSignal = { cancelled: false, noticed: false, asked: false };
    const ended = run(job, signal)
      .catch((error) => ctx.log.error({ err: error, job: job.id }, "job could not be settled"))
      .finally(() => {
        runs.delete(job.id);
        wake?.();
      });
    runs.set(job.id, { job, signal, ended });
  }

  async function heartbeat(): Promise<void> {
    const running = [...runs.values()];
    const kept = await renewLeases(
      db,
      id,
      running.map((each) => each.job),
    );
    for (const { job, signal } of running) {
      const row = kept.get(job.id);
      if (row?.cancelRequested) signal.asked = true;
      if (!row || row.attempts !== job.attempts || row.cancelRequested) signal.cancelled = true;
    }
  }

  async function look(): Promise<void> {
    while (!stopping) {
      const free = concurrency - runs.size;
      const jobs = free > 0 ? await claimJobs(db, id, ctx.now().toISOString(), free).catch(unreachable) : [];
      for (const job of jobs) begin(job);
      if (stopping) break;
      if (jobs.length < free || free <= 0) await pause(pollMs);
    }
  }

  /** The database may be away for a while; the worker is there when it comes back. */
  function unreachable(error: unknown): Job[] {
    if (!stopping) ctx.log.warn({ err: error }, "jobs could not be read");
    return [];
  }

  const beat = setInterval(() => heartbeat().catch(unreachable), (LEASE_SECONDS * 1000) / 4);
  beat.unref();
  const looking = look();

  return {
    id,
    async stop() {
      stopping = true;
      wake?.();
      for (const { signal } of runs.values()) signal.cancelled = true;
      await looking;
      await Promise.all([...runs.values()].map((each) => each.ended));
      clearInterval(beat);
    },
  };
}
