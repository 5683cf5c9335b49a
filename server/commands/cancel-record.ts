import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { refuseWhileCancelling } from "../models/record/cancelling.ts";
import { recordEvent } from "../models/record/events.ts";
import { type LoadedRecord, loadRecord } from "../models/record/loaded-record.ts";
import { claimRecord, wrongStatus } from "../models/record/lock.ts";
import { referrersOf } from "../models/record/referrers.ts";
import { requireRight } from "../models/record/rights.ts";
import { titleOf } from "../models/record/title.ts";
import { startCancelling } from "../process/start-process.ts";
import { titlesFor } from "../projection/refresh.ts";
import { markCancelled } from "./mark-cancelled.ts";
import type { Requester } from "./requester.ts";
import { routing } from "./submit-record.ts";

/** Why a record is cancelled, and whether the records that refer to it have been looked at. */
export interface Cancellation {
  reason: string;
  evenIfReferenced?: boolean;
}

async function cancelAtOnce(
  ctx: AppContext,
  tx: Tx,
  { actor }: Requester,
  { latest }: LoadedRecord,
  opinion: string,
): Promise<void> {
  const { record_id: recordId, revision_id: revisionId, lock_version: lockVersion } = latest;
  await markCancelled(ctx, tx, actor, { recordId, revisionId, opinion, at: ctx.now().toISOString(), lockVersion });
}

/** Asks for the cancelling of an official record, which its declared process decides. */
async function begin(
  ctx: AppContext,
  tx: Tx,
  requester: Requester,
  record: LoadedRecord,
  opinion: string,
): Promise<void> {
  const { latest, live, resolved } = record;
  if (record.status !== "inForce") {
    const detail = "这条记录有尚未完成的变更，请先提交审核生效，再申请取消。";
    throw new AppError(409, "unfinished-change", detail);
  }
  await refuseWhileCancelling(tx, latest.record_id);
  await claimRecord(tx, record, ctx.now().toISOString());
  const { record_id: recordId, revision_id: revisionId } = latest;
  await recordEvent(tx, recordId, requester.actor, { revisionId, kind: "cancelRequested", opinion });
  const titles = await titlesFor(ctx, tx, resolved, latest.data);
  const processKey = (live.cancelProcess as { key: string }).key;
  await startCancelling(ctx, tx, requester.actor, {
    ...{ recordId, revisionId, recordType: resolved.storedKey, versionId: latest.definition_version_id },
    ...{ orgUnitId: latest.org_unit_id, divisionCode: latest.division_code },
    processKey,
    title: `取消：${titleOf(resolved, latest.data, titles) ?? resolved.title}`,
    variables: await routing(ctx, tx, record, requester, processKey),
  });
}

/**
 * Cancels a record; it stays visible as cancelled and frees what it was unique by. An obligation it had not yet
 * fulfilled is open again. An official record whose type declares a process for it stays in force until that has decided.
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
    const referrers = await referrersOf(ctx, tx, requester.subject, id, { limit: 20 });
    if (referrers.total > 0 && !evenIfReferenced) {
      const message = `有 ${referrers.total} 条记录引用了它，如“${referrers.rows[0]?.title ?? referrers.rows[0]?.typeTitle ?? ""}”。请先处理这些记录，或确认仍要取消。`;
      throw new AppError(409, "record-referenced", message, { referrers: referrers.rows });
    }
    if (record.live.cancelProcess && record.inForce) await begin(ctx, tx, requester, record, reason);
    else await cancelAtOnce(ctx, tx, requester, record, reason);
    await audit(tx, requester.actor, { action: "record.cancel", target: id });
  });
}
