import type { Knex } from "knex";
import type { Job } from "./job.ts";

/** How long a worker may be silent before another takes its job, in seconds. */
export const LEASE_SECONDS = 20;

interface ClaimedRow {
  id: string;
  kind: string;
  payload: unknown;
  attempts: number;
  max_attempts: number;
  account_id: number | null;
  run_at: string;
}

// Leases and due times run by the database's clock, which all workers share; only a test's moved clock is told to it.
const CLAIM = `
  with due as (
    select id from job
    where state in ('ready', 'running') and run_at <= coalesce(:now::timestamptz, statement_timestamp())
      and (state = 'ready' or leased_until < clock_timestamp())
    order by run_at limit :limit for update skip locked
  )
  update job set state = case when job.state = 'running' and attempts >= max_attempts then 'failed' else 'running' end,
    attempts = case when job.state = 'running' and attempts >= max_attempts then attempts else attempts + 1 end,
    error = case when job.state = 'running' then coalesce(error, '执行该任务的服务进程中断') else error end,
    finished_at = case when job.state = 'running' and attempts >= max_attempts then now() end,
    started_at = coalesce(started_at, now()), worker = :worker,
    leased_until = clock_timestamp() + make_interval(secs => :lease)
  from due where job.id = due.id
  returning job.id, kind, payload, attempts, max_attempts, account_id, run_at, state`;

/** Takes up to `limit` due jobs, those of silent workers included; no two workers get the same one. */
export async function claimJobs(db: Knex, worker: string, now: string | null, limit: number): Promise<Job[]> {
  const answer = await db.raw<{ rows: (ClaimedRow & { state: string })[] }>(CLAIM, {
    worker,
    now,
    limit,
    lease: LEASE_SECONDS,
  });
  return answer.rows
    .filter((row) => row.state === "running")
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      payload: row.payload,
      attempts: row.attempts,
      maxAttempts: row.max_attempts,
      accountId: row.account_id,
      runAt: row.run_at,
    }));
}

/** Keeps the jobs a worker is at; a job missing from the answer was lost to another worker. */
export async function renewLeases(
  db: Knex,
  worker: string,
  running: readonly Job[],
): Promise<Map<string, { attempts: number; cancelRequested: boolean }>> {
  if (running.length === 0) return new Map();
  const answer = await db.raw<{ rows: { id: string; attempts: number; cancel_requested: boolean }[] }>(
    `update job set leased_until = clock_timestamp() + make_interval(secs => :lease)
     where id = any(:ids::uuid[]) and worker = :worker and state = 'running'
     returning id, attempts, cancel_requested`,
    { ids: running.map((job) => job.id), worker, lease: LEASE_SECONDS },
  );
  return new Map(answer.rows.map((row) => [row.id, { attempts: row.attempts, cancelRequested: row.cancel_requested }]));
}
