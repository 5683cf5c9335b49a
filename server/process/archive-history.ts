import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { AppContext } from "../context.ts";
import { inOwnerTransaction, sql, type Tx } from "../database/transaction.ts";
import { type Job, type JobTools, PermanentJobError } from "../jobs/job.ts";
import { type HistoryMonth, historyMonths, monthsAhead } from "./history-months.ts";

/** Kind of the job that takes a month of the process history out of the database. */
export const ARCHIVE_JOB = "process-history-archive";

const PAGE = 5000;

/** Whether a month is over, so that nothing is written into it any more. */
export function isArchivable(month: HistoryMonth, now: Date): boolean {
  const current = new Date(`${monthsAhead(now)[0]}T00:00:00+08:00`);
  return month.to !== null && Date.parse(month.to) <= current.getTime();
}

/** The rows as lines of JSON in order of their numbers, a page at a time. */
async function* linesOf(tx: Tx, table: string): AsyncGenerator<string> {
  let after = 0;
  while (true) {
    const page = await sql<{ id: number; line: string }>(
      tx,
      `select id, row_to_json(e)::text as line from ${table} e where id > $1 order by id limit ${PAGE}`,
      [after],
    );
    if (page.length === 0) return;
    yield page.map(({ line }) => `${line}\n`).join("");
    after = page.at(-1)?.id ?? after;
  }
}

interface Written {
  key: string;
  sha256: string;
}

async function writeFile(ctx: AppContext, lines: AsyncGenerator<string>): Promise<Written> {
  const id = randomUUID();
  const key = `${id.slice(0, 2)}/${id}`;
  const hash = createHash("sha256");
  const zipped = createGzip();
  // A fault of the source ends the zipping as well, so that whoever stores learns of it below.
  pipeline(Readable.from(lines), zipped).catch(() => {});
  const stored = Readable.from(
    (async function* () {
      for await (const chunk of zipped) {
        hash.update(chunk);
        yield chunk;
      }
    })(),
  );
  await ctx.storage.put(key, stored);
  return { key, sha256: hash.digest("hex") };
}

// What still runs keeps its history: those rows go to the rest.
const keepRunning = (table: string): string => `
  with kept as (
    insert into process_event select e.* from ${table} e join process_instance i on i.id = e.instance_id
    where i.ended_at is null returning 1)
  select count(*) as kept from kept`;

const FACTS = (table: string): string => `select count(*) as rows, min(at) as first, max(at) as last from ${table}`;

const KEEP_NOTE = `
  insert into process_archive (name, first_at, last_at, row_count, kept_count, sha256, storage_key, archived_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

async function lockedMonth(tx: Tx, name: string, now: Date): Promise<string> {
  const month = (await historyMonths(tx)).find((each) => each.name === name);
  if (!month) throw new PermanentJobError("没有这个月的流程历史，它可能已经归档。");
  if (!isArchivable(month, now)) throw new PermanentJobError("这个月还没有结束，不能归档。");
  const [row] = await sql<{ table: string }>(tx, "select format('%I', $1::text) as table", [month.name]);
  const table = (row as { table: string }).table;
  await sql(tx, "set local lock_timeout = '30s'");
  await sql(tx, `lock table ${table} in exclusive mode`);
  return table;
}

/**
 * Takes a month that is over out of the history: its rows go into a file of lines of JSON, zipped, with its hash; what
 * still runs keeps its rows in the database. All of it or nothing, however often it is begun.
 */
export async function archiveHistory(
  job: Job<{ name: string }>,
  { ctx }: JobTools,
): Promise<{ rows: number; kept: number }> {
  const { name } = job.payload;
  return inOwnerTransaction(ctx, async (tx) => {
    const table = await lockedMonth(tx, name, ctx.now());
    const [facts] = await sql<{ rows: number; first: string | null; last: string | null }>(tx, FACTS(table));
    const { rows = 0, first = null, last = null } = facts ?? {};
    const file = await writeFile(ctx, linesOf(tx, table));
    // Steps lock their instance before they write history; without waiting for them first, both could wait for each other.
    await sql(tx, "lock table process_instance in exclusive mode");
    await sql(tx, `alter table process_event detach partition ${table}`);
    const [row] = await sql<{ kept: number }>(tx, keepRunning(table));
    await sql(tx, `drop table ${table}`);
    const at = ctx.now().toISOString();
    const note = [name, first ?? at, last ?? at, rows, row?.kept ?? 0, file.sha256, file.key, job.accountId];
    await sql(tx, KEEP_NOTE, note);
    return { rows, kept: row?.kept ?? 0 };
  });
}
