import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { recordEvent } from "../models/record/events.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { changedMeanwhile, wrongStatus } from "../models/record/lock.ts";
import { referrersOf } from "../models/record/referrers.ts";
import { requireRight } from "../models/record/rights.ts";
import { refreshProjection } from "../projection/refresh.ts";
import type { Requester } from "./requester.ts";

const cancel = `
  with duty as (
    update obligation set record_id = null, submitted_at = null, completed_at = null where record_id = $1 and completed_at is null
  )
  update record set cancelled_at = $2, updated_at = $2, lock_version = lock_version + 1
  where id = $1 and lock_version = $3 and cancelled_at is null returning id`;

/** Why a record is cancelled, and whether the records that refer to it have been looked at. */
export interface Cancellation {
  reason: string;
  evenIfReferenced?: boolean;
}

/**
 * Cancels a record; it stays visible as cancelled and frees what it was unique by. An obligation it had not yet
 * fulfilled is open again.
 * @throws AppError 403, 404, 409 while under review or while other records refer to it (they are listed).
 */
export async function cancelRecord(
  ctx: AppContext,
  requester: Requester,
  id: string,
  { reason, evenIfReferenced = false }: Cancellation,
): Promise<void> {
  await inTransaction(ctx, requester.subject, async (tx) => {
    const record = await loadRecord(ctx, tx, id);
    requireRight(record, requester.subject, "cancel");
    if (record.status === "inReview" || record.status === "cancelled") throw wrongStatus(record, "取消");
    const referrers = await referrersOf(ctx, tx, id, { limit: 20 });
    if (referrers.total > 0 && !evenIfReferenced) {
      const message = `有 ${referrers.total} 条记录引用了它，如“${referrers.rows[0]?.title ?? referrers.rows[0]?.typeTitle ?? ""}”。请先处理这些记录，或确认仍要取消。`;
      throw new AppError(409, "record-referenced", message, { referrers: referrers.rows });
    }
    const changed = await sql(tx, cancel, [id, ctx.now().toISOString(), record.latest.lock_version]);
    if (changed.length === 0) throw changedMeanwhile();
    await recordEvent(tx, id, requester.actor, {
      revisionId: record.latest.revision_id,
      kind: "cancelled",
      opinion: reason,
    });
    await refreshProjection(ctx, tx, id);
    await audit(tx, requester.actor, { action: "record.cancel", target: id });
  });
}
