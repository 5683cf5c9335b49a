import type { AppContext } from "../context.ts";
import { inOwnerTransaction, inTransaction, sql, type Tx } from "../database/transaction.ts";
import { nextMorning } from "../dispatch/due-soon.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { namedUuid } from "./named-uuid.ts";

/** Kind of the job that every morning makes the months of the process history that are to come. */
export const MONTHS_JOB = "process-history-months";

/** Months made ahead of the current one; a server that was off for longer finds its rows in the rest, and moves them. */
const AHEAD = 2;

/** First days of the current month and of those made ahead, in Beijing. */
export function monthsAhead(now: Date): string[] {
  const beijing = new Date(now.getTime() + 8 * 3_600_000);
  return Array.from({ length: AHEAD + 1 }, (_, n) => {
    const first = new Date(Date.UTC(beijing.getUTCFullYear(), beijing.getUTCMonth() + n, 1));
    return first.toISOString().slice(0, 10);
  });
}

/** Makes the partitions of the months to come, moving rows that already lie in the rest. @returns how many were new. */
export async function ensureMonths(ctx: AppContext): Promise<number> {
  let made = 0;
  for (const month of monthsAhead(ctx.now())) {
    // One transaction each, and short: attaching keeps writers out of the rest for a moment.
    const isNew = await inOwnerTransaction(ctx, async (tx) => {
      await sql(tx, "set local lock_timeout = '5s'");
      const [row] = await sql<{ made: boolean }>(tx, "select ensure_process_event_month($1::date) as made", [month]);
      return row?.made === true;
    });
    if (isNew) made += 1;
  }
  return made;
}

/** Puts the job for the next morning; its id names the day, so however many processes ask, there is one. */
export async function scheduleMonths(ctx: AppContext): Promise<void> {
  const runAt = nextMorning(ctx.now()).toISOString();
  const options = { id: namedUuid(MONTHS_JOB, runAt), runAt, maxAttempts: 10 };
  await inTransaction(ctx, "system", (tx) => enqueue(tx, MONTHS_JOB, {}, options));
}

/** The job itself. */
export async function makeMonths(_job: unknown, { ctx }: { ctx: AppContext }): Promise<{ made: number }> {
  await scheduleMonths(ctx);
  return { made: await ensureMonths(ctx) };
}

/** A part of the process history that lies in a table of its own. */
export interface HistoryMonth {
  name: string;
  /** Instants it holds; null for the rows from before there were months, and for the rest. */
  from: string | null;
  to: string | null;
  /** About how many rows. */
  rows: number;
  bytes: number;
}

const MONTHS = `
  select c.relname as name, greatest(c.reltuples, 0)::bigint as rows, pg_total_relation_size(c.oid) as bytes,
    (regexp_match(b.text, 'FROM \\(''([^'']+)''\\)'))[1]::timestamptz as from,
    (regexp_match(b.text, 'TO \\(''([^'']+)''\\)'))[1]::timestamptz as to
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  cross join lateral (select pg_get_expr(c.relpartbound, c.oid) as text) b
  where i.inhparent = 'process_event'::regclass order by 5 nulls last, 1`;

/** The months of the process history, oldest first. */
export async function historyMonths(tx: Tx): Promise<HistoryMonth[]> {
  return sql<HistoryMonth>(tx, MONTHS);
}
