import type { AppContext } from "../context.ts";

/** A row of the `job` table as its handler sees it. */
export interface Job<Payload = unknown> {
  id: string;
  kind: string;
  payload: Payload;
  /** 1 on the first run; together with the id it names one run, so a worker that lost its lease can be told apart. */
  attempts: number;
  maxAttempts: number;
  accountId: number | null;
  runAt: string;
}

/** What a handler may do besides its own work. */
export interface JobTools {
  ctx: AppContext;
  /** Shown to whoever waits; written at most a few times a second. */
  progress(done: number, total: number): Promise<void>;
  /** True once somebody asked for an end, or this worker lost the job to another; look between two chunks of work. */
  cancelled(): boolean;
}

/** Does one job; what it returns is kept as the job's result. Runs again after a crash, so it must bear repetition. */
export type JobHandler<Payload = unknown> = (job: Job<Payload>, tools: JobTools) => Promise<unknown>;

/** What may be said when a job is put into the table. */
export interface JobOptions {
  /** ISO instant before which nobody runs it. */
  runAt?: string;
  accountId?: number | null;
  maxAttempts?: number;
  /** Given where the same job must not be put twice: a second row with the id is silently left out. */
  id?: string;
}

/** Thrown by a handler for a fault that no repetition can mend. */
export class PermanentJobError extends Error {}
