import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { type EventActor, recordEvent } from "../models/record/events.ts";
import { changedMeanwhile } from "../models/record/lock.ts";
import { titlesOf } from "../models/record/referrers.ts";
import { refreshProjection } from "../projection/refresh.ts";
import { sourceChanged } from "../source-changes/job.ts";

const cancel = `
  with duty as (
    update obligation set record_id = null, submitted_at = null, completed_at = null where record_id = $1 and completed_at is null
  )
  update record set cancelled_at = $2, updated_at = $2, lock_version = lock_version + 1
  where id = $1 and lock_version = coalesce($3, lock_version) and cancelled_at is null returning record_type`;

const tellReferrers = `
  insert into notification (id, org_unit_id, kind, title, link, created_at)
  select gen_random_uuid(), r.org_unit_id, 'referenceCancelled', $2, '/records/' || r.id, $3
  from record_reference ref join record r on r.id = ref.from_record_id
  where ref.to_record_id = $1 and r.cancelled_at is null and r.id <> $1
  group by r.id, r.org_unit_id`;

/** The cancelling of a record, by whoever decided it. */
export interface CancelledRecord {
  recordId: string;
  revisionId: string;
  opinion: string | null;
  at: string;
  /** Version the decision was made on; none where a process decided. */
  lockVersion?: number;
}

/** Tells the units of the records that refer to it, each with the way to its record. */
async function tell(ctx: AppContext, tx: Tx, record: { id: string; recordType: string }, at: string): Promise<void> {
  const title = (await titlesOf(ctx, tx, [record])).get(record.id) ?? "";
  await sql(tx, tellReferrers, [record.id, `本单位填报的内容引用的“${title}”已取消，请另选`, at]);
}

/**
 * Cancels a record in the transaction of whoever decided it, tells who refers to it, frees what it was unique by and opens an unfulfilled duty.
 * @throws AppError 409 when the record moved on meanwhile.
 */
export async function markCancelled(
  ctx: AppContext,
  tx: Tx,
  actor: EventActor,
  { recordId, revisionId, opinion, at, lockVersion }: CancelledRecord,
): Promise<void> {
  const [changed] = await sql<{ record_type: string }>(tx, cancel, [recordId, at, lockVersion ?? null]);
  if (!changed) throw changedMeanwhile();
  await recordEvent(tx, recordId, actor, { revisionId, kind: "cancelled", opinion, at });
  await refreshProjection(ctx, tx, recordId);
  await tell(ctx, tx, { id: recordId, recordType: changed.record_type }, at);
  await sourceChanged(ctx, tx, recordId, changed.record_type);
}
