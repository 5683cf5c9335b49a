import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { loadCampaign } from "../dispatch/campaign.ts";
import { AppError } from "../http/problem.ts";
import { cancelJobs } from "../jobs/enqueue.ts";
import type { Requester } from "./requester.ts";

/** Takes a campaign back: what was not submitted is no longer owed, what was stays. */
export function cancelCampaign(
  ctx: AppContext,
  { subject, actor }: Requester,
  id: string,
): Promise<{ cancelled: number; kept: number }> {
  return inTransaction(ctx, subject, async (tx) => {
    const campaign = await loadCampaign(ctx, tx, subject, id, "act");
    const now = ctx.now().toISOString();
    const [open] = await sql(
      tx,
      "update campaign set cancelled_at = $2 where id = $1 and cancelled_at is null returning id",
      [id, now],
    );
    if (!open) throw new AppError(409, "campaign-cancelled", "这次下发已经撤销。");
    if (campaign.jobId) await cancelJobs(tx, [campaign.jobId]);
    const [counted] = await sql<{ cancelled: number; kept: number }>(
      tx,
      `with gone as (update obligation set cancelled_at = $2
         where campaign_id = $1 and cancelled_at is null and submitted_at is null returning 1)
       select (select count(*) from gone) as cancelled, count(*) as kept from obligation
       where campaign_id = $1 and cancelled_at is null and submitted_at is not null`,
      [id, now],
    );
    const result = counted ?? { cancelled: 0, kept: 0 };
    await audit(tx, actor, { action: "campaign.cancel", target: `campaign/${id}`, detail: result });
    return result;
  });
}
