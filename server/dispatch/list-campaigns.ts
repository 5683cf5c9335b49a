import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { may, requireRight } from "../models/record/rights.ts";
import { CAMPAIGN_COLUMNS, type Campaign } from "./campaign.ts";

const LIST = `
  select ${CAMPAIGN_COLUMNS} from campaign c join account a on a.id = c.created_by
  where ($1::uuid is null or c.source_record_id = $1) and ($1::uuid is not null or c.created_by = $2)
  order by c.created_at desc, c.id limit $3 offset $4`;

/**
 * Campaigns of one source record, which the subject must be allowed to dispatch or count; without a source those it sent
 * itself.
 * @throws AppError 404 or 403.
 */
export async function listCampaigns(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  { source, offset, limit }: { source?: string; offset: number; limit: number },
): Promise<Campaign[]> {
  if (source !== undefined) {
    const record = await loadRecord(ctx, tx, source);
    if (!may(record, subject, "statistics")) requireRight(record, subject, "dispatch");
  }
  return sql<Campaign>(tx, LIST, [source ?? null, subject.accountId, limit, offset]);
}
