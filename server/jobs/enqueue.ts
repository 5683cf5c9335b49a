import { randomUUID } from "node:crypto";
import { sql, type Tx } from "../database/transaction.ts";
import type { JobOptions } from "./job.ts";

/** Default number of runs before a job counts as failed; the waits between them add up to about ten minutes. */
export const MAX_ATTEMPTS = 5;

/** Puts a job into the table within the caller's transaction: it exists exactly if that transaction commits. */
export async function enqueue(tx: Tx, kind: string, payload: unknown, options: JobOptions = {}): Promise<string> {
  const id = options.id ?? randomUUID();
  await sql(
    tx,
    `insert into job (id, kind, payload, run_at, account_id, max_attempts)
     values ($1, $2, $3, coalesce($4::timestamptz, now()), $5, $6) on conflict (id) do nothing`,
    [
      id,
      kind,
      JSON.stringify(payload ?? {}),
      options.runAt ?? null,
      options.accountId ?? null,
      options.maxAttempts ?? MAX_ATTEMPTS,
    ],
  );
  return id;
}

/**
 * Asks for the end of jobs: those that wait are over at once, one that runs is told at its next look.
 * @returns the ids that were still under way.
 */
export async function cancelJobs(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await sql<{ id: string }>(
    tx,
    `update job set cancel_requested = true,
       state = case when state = 'ready' then 'cancelled' else state end,
       finished_at = case when state = 'ready' then now() else finished_at end
     where id = any($1::uuid[]) and state in ('ready', 'running') returning id`,
    [ids],
  );
  return rows.map((row) => row.id);
}
