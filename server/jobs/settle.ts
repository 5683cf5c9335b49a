import type { Knex } from "knex";
import { type Job, PermanentJobError } from "./job.ts";

/** Seconds until the next run after the n-th failure: 2, 8, 32, 128, ... at most an hour. */
export function backoffSeconds(attempts: number): number {
  return Math.min(3600, 2 * 4 ** (attempts - 1));
}

const MINE = "id = :id and worker = :worker and attempts = :attempts and state = 'running'";

/** Ends a run that came to its end; says whether the job was still this worker's. */
export async function settleDone(
  db: Knex,
  worker: string,
  job: Job,
  state: "done" | "cancelled",
  result: unknown,
): Promise<boolean> {
  const answer = await db.raw<{ rowCount: number }>(
    `update job set state = :state, result = :result, error = null, finished_at = now(), leased_until = null
     where ${MINE}`,
    { state, result: JSON.stringify(result ?? null), id: job.id, worker, attempts: job.attempts },
  );
  return answer.rowCount === 1;
}

/** Gives back a job that was cut short because its worker stops; another one starts it anew at once. */
export async function release(db: Knex, worker: string, job: Job): Promise<void> {
  await db.raw(`update job set state = 'ready', attempts = attempts - 1, leased_until = null where ${MINE}`, {
    id: job.id,
    worker,
    attempts: job.attempts,
  });
}

/** Ends a run that failed: another one later, or, when the runs are used up, a failed job that keeps its message. */
export async function settleFailed(
  db: Knex,
  worker: string,
  job: Job,
  error: unknown,
  now: string | null,
): Promise<"again" | "failed"> {
  const last = error instanceof PermanentJobError || job.attempts >= job.maxAttempts;
  await db.raw(
    `update job set state = :state, error = :message, leased_until = null,
       run_at = coalesce(:now::timestamptz, clock_timestamp()) + make_interval(secs => :wait),
       finished_at = case when :last then now() end
     where ${MINE}`,
    {
      state: last ? "failed" : "ready",
      message: (error instanceof Error ? error.message : String(error)).slice(0, 2000),
      now,
      wait: last ? 0 : backoffSeconds(job.attempts),
      last,
      id: job.id,
      worker,
      attempts: job.attempts,
    },
  );
  return last ? "failed" : "again";
}
