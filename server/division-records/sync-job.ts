import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { enqueue } from "../jobs/enqueue.ts";
import type { Job, JobOptions, JobTools } from "../jobs/job.ts";
import { alignRecord, isAligned } from "./align.ts";
import { createRecords } from "./create.ts";
import { type FollowingType, followingTypes } from "./declared.ts";
import { type DivisionPlace, nextPlaces } from "./place.ts";
import { retireRecords } from "./retire.ts";
import { systemAccount } from "./system-account.ts";

/** Kind of the job that brings the records of record types that follow the divisions in step with them. */
export const DIVISION_RECORDS_JOB = "division-records";

/** What a run did. */
export interface SyncResult {
  created: number;
  aligned: number;
  retired: number;
  /** Divisions without a unit that could own their record. */
  unowned: number;
}

/** Divisions per transaction: a lock is held for about a second. */
const chunk = 500;

/** Two runs at a time would make two records of one division; the row lock goes with the transaction. */
async function takeTurn(tx: Tx): Promise<void> {
  await sql(tx, "insert into setting (key, value) values ($1, 'null') on conflict (key) do nothing", [
    DIVISION_RECORDS_JOB,
  ]);
  await sql(tx, "select from setting where key = $1 for update", [DIVISION_RECORDS_JOB]);
}

/** The day in Beijing. */
function beijingDay(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

const HOLD = "select from record where id = any($1::uuid[]) order by id for update";

/**
 * The next divisions, of which the records that are to be brought up to them are held: what somebody saves of one
 * meanwhile is either read here or refused as stale, never overwritten.
 */
async function heldPlaces(
  tx: Tx,
  type: FollowingType,
  page: Parameters<typeof nextPlaces>[2],
): Promise<DivisionPlace[]> {
  const places = await nextPlaces(tx, type, page);
  const behind = places.filter((place) => place.recordId !== null && place.unit !== null && !isAligned(type, place));
  if (behind.length === 0) return places;
  await sql(tx, HOLD, [behind.map(({ recordId }) => recordId)]);
  return nextPlaces(tx, type, page);
}

/** Does the divisions that follow a code. @returns the last code done, undefined at the end. */
async function syncChunk(
  ctx: AppContext,
  type: FollowingType,
  { after, today }: { after: string; today: string },
  result: SyncResult,
): Promise<string | undefined> {
  return inTransaction(ctx, "system", async (tx) => {
    await takeTurn(tx);
    const accountId = await systemAccount(tx);
    const places = await heldPlaces(tx, type, { after, today, limit: chunk });
    const owned = places.filter(({ unit }) => unit !== null);
    const missing = owned.filter(({ recordId }) => recordId === null);
    const stale = owned.filter((place) => place.recordId !== null && !isAligned(type, place));
    await createRecords(ctx, tx, type, missing, accountId);
    for (const place of stale) await alignRecord(ctx, tx, type, place, accountId);
    result.created += missing.length;
    result.aligned += stale.length;
    result.unowned += places.length - owned.length;
    return places.at(-1)?.division.code;
  });
}

async function retireAll(ctx: AppContext, type: FollowingType, today: string): Promise<number> {
  let retired = 0;
  for (;;) {
    const done = await inTransaction(ctx, "system", async (tx) => {
      await takeTurn(tx);
      return retireRecords(ctx, tx, type, { today, limit: chunk });
    });
    retired += done;
    if (done < chunk) return retired;
  }
}

async function countDivisions(ctx: AppContext): Promise<number> {
  const [row] = await inTransaction(ctx, "system", (tx) =>
    sql<{ n: number }>(tx, "select count(*)::int as n from division"),
  );
  return row?.n ?? 0;
}

/** Brings every record type that follows the divisions in step with them as of today; running again changes nothing. */
export async function syncDivisionRecords(
  ctx: AppContext,
  tools?: Pick<JobTools, "progress" | "cancelled">,
): Promise<SyncResult> {
  const result: SyncResult = { created: 0, aligned: 0, retired: 0, unowned: 0 };
  const today = beijingDay(ctx.now());
  await ctx.definitions.reload();
  const total = await countDivisions(ctx);
  for (const type of followingTypes(ctx)) {
    let after: string | undefined = "";
    for (let done = 0; after !== undefined && !tools?.cancelled(); done += chunk) {
      await tools?.progress(Math.min(done, total), total);
      after = await syncChunk(ctx, type, { after, today }, result);
    }
    if (!tools?.cancelled()) result.retired += await retireAll(ctx, type, today);
  }
  await tools?.progress(total, total);
  return result;
}

/** The job's handler. */
export function runDivisionRecords(_job: Job, tools: JobTools): Promise<SyncResult> {
  return syncDivisionRecords(tools.ctx, tools);
}

/** Puts the job, in the transaction of whatever made it necessary. @returns its id. */
export function enqueueDivisionRecords(
  tx: Tx,
  accountId: number | null = null,
  when: Pick<JobOptions, "runAt"> = {},
): Promise<string> {
  return enqueue(tx, DIVISION_RECORDS_JOB, {}, { accountId, ...when });
}
