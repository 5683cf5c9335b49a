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

interface Run {
  job: Job;
  signal: RunSignal;
  ended: Promise<void>;
}

/** Takes due jobs and does them; any number of workers, in any number of processes, share one table. */
export class Worker {
  readonly id = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  readonly #ctx: AppContext;
  readonly #options: Required<WorkerOptions>;
  readonly #runs = new Map<string, Run>();
  readonly #looking: Promise<void>;
  readonly #beat: NodeJS.Timeout;
  #stopping = false;
  #wake: (() => void) | undefined;

  constructor(ctx: AppContext, { concurrency = 3, pollMs = 500 }: WorkerOptions = {}) {
    this.#ctx = ctx;
    this.#options = { concurrency, pollMs };
    const beat = (): void => void this.#heartbeat().catch((error) => this.#unreachable(error));
    this.#beat = setInterval(beat, (LEASE_SECONDS * 1000) / 4).unref();
    this.#looking = this.#look();
  }

  /** Takes no more jobs, cuts long ones short - another worker starts them anew - and waits for the rest. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    for (const { signal } of this.#runs.values()) signal.cancelled = true;
    await this.#looking;
    await Promise.all([...this.#runs.values()].map((each) => each.ended));
    clearInterval(this.#beat);
  }

  async #look(): Promise<void> {
    const { concurrency, pollMs } = this.#options;
    while (!this.#stopping) {
      const free = concurrency - this.#runs.size;
      const jobs = free > 0 ? await this.#claim(free) : [];
      for (const job of jobs) this.#begin(job);
      if (!this.#stopping && (jobs.length < free || free <= 0)) await this.#pause(pollMs);
    }
  }

  #claim(free: number): Promise<Job[]> {
    return claimJobs(this.#ctx.db.app, this.id, this.#ctx.movedClock(), free).catch((error) =>
      this.#unreachable(error),
    );
  }

  #begin(job: Job): void {
    const signal: RunSignal = { cancelled: this.#stopping, noticed: false, asked: false };
    const ended = this.#run(job, signal)
      .catch((error) => this.#ctx.log.error({ err: error, job: job.id }, "job could not be settled"))
      .finally(() => {
        this.#runs.delete(job.id);
        this.#wake?.();
      });
    this.#runs.set(job.id, { job, signal, ended });
  }

  async #run(job: Job, signal: RunSignal): Promise<void> {
    const db = this.#ctx.db.app;
    const handler = handlerOf(job.kind);
    try {
      if (!handler) throw new Error(`本服务不认识任务类型“${job.kind}”，请检查各服务进程的版本是否一致`);
      const result = await handler(job, jobTools(this.#ctx, this.id, job, signal));
      if (signal.noticed && this.#stopping && !signal.asked) await release(db, this.id, job);
      else await settleDone(db, this.id, job, signal.noticed ? "cancelled" : "done", result);
    } catch (error) {
      const outcome = await settleFailed(db, this.id, job, error, this.#ctx.movedClock());
      const { id, kind, attempts } = job;
      this.#ctx.log.warn({ err: error, job: id, kind, attempts, outcome }, "job failed");
    }
  }

  async #heartbeat(): Promise<void> {
    const running = [...this.#runs.values()];
    const jobs = running.map((each) => each.job);
    const kept = await renewLeases(this.#ctx.db.app, this.id, jobs);
    for (const { job, signal } of running) {
      const row = kept.get(job.id);
      if (row?.cancelRequested) signal.asked = true;
      if (!row || row.attempts !== job.attempts || row.cancelRequested) signal.cancelled = true;
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The database may be away for a while; the worker is there when it comes back. */
  #unreachable(error: unknown): Job[] {
    if (!this.#stopping) this.#ctx.log.warn({ err: error }, "jobs could not be read");
    return [];
  }
}

/** Starts a worker. */
export function startWorker(ctx: AppContext, options: WorkerOptions = {}): Worker {
  return new Worker(ctx, options);
}
