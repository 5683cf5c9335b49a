import { sql, type Tx } from "../database/transaction.ts";

/** Puts waiting jobs off until somebody wakes them; one that runs now meets the suspended instance itself. */
export async function holdJobs(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql(tx, "update job set run_at = 'infinity' where id = any($1::uuid[]) and state = 'ready'", [ids]);
}

/** The same for a job by its own run: it is given back, for good or until an instant, and this run does not count. */
export async function holdRunningJob(tx: Tx, id: string, until = "infinity"): Promise<void> {
  const text = `update job set state = 'ready', run_at = $2, attempts = greatest(attempts - 1, 0),
    leased_until = null, worker = null where id = $1 and state = 'running'`;
  await sql(tx, text, [id, until]);
}

/** Lets held jobs run from the given instants on. */
export async function wakeJobs(tx: Tx, jobs: readonly { id: string; runAt: string }[]): Promise<void> {
  const text = `update job set run_at = x."runAt" from jsonb_to_recordset($1::jsonb) as x(id uuid, "runAt" timestamptz)
    where job.id = x.id and state = 'ready'`;
  if (jobs.length > 0) await sql(tx, text, [JSON.stringify(jobs)]);
}
