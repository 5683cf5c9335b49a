import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { wrongStatus } from "../models/record/lock.ts";
import { requireRight } from "../models/record/rights.ts";
import { withdrawSubmission } from "../process/withdraw.ts";
import type { Requester } from "./requester.ts";

/**
 * Takes a submission back while nobody has acted on it.
 * @throws AppError 403, 404 or 409 with the reason.
 */
export async function withdrawRecord(ctx: AppContext, { subject, actor }: Requester, id: string): Promise<void> {
  await inTransaction(ctx, subject, async (tx) => {
    const record = await loadRecord(ctx, tx, id);
    requireRight(record, subject, "submit");
    if (record.status !== "inReview") throw wrongStatus(record, "撤回");
    await withdrawSubmission(ctx, tx, actor, { recordId: id, revisionId: record.latest.revision_id });
    await audit(tx, actor, { action: "record.withdraw", target: id });
  });
}
