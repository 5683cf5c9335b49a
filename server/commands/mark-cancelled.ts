import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { type EventActor, recordEvent } from "../models/record/events.ts";
import { changedMeanwhile } from "../models/record/lock.ts";
import { refreshProjection } from "../projection/refresh.ts";
import { sourceChanged } from "../source-changes/job.ts";

const cancel = `
  with duty as (
    update obligation set record_id = null, submitted_at = null, completed_at = null where record_id = $1 and completed_at is null
  )
  update record set cancelled_at = $2, updated_at = $2, lock_version = lock_version + 1
  where id = $1 and lock_version = coalesce($3, lock_version) and cancelled_at is null returning id, record_type`;

/** The cancelling of a record, by whoever decided it. */
export interface CancelledRecord {
  recordId: string;
  revisionId: string;
  opinion: string | null;
  at: string;
  /** Version the decision was made on; none where a process decided. */
  lockVersion?: number;
}

/**
 * Cancels a record in the transaction of whoever decided it; frees what it was unique by and opens an unfulfilled duty.
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
  await sourceChanged(ctx, tx, recordId, changed.record_type);
}
