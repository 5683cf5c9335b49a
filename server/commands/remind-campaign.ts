import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { loadCampaign } from "../dispatch/campaign.ts";
import { AppError } from "../http/problem.ts";
import type { Requester } from "./requester.ts";

// One notification per unit, however many obligations it is behind with; an obligation is urged once an hour at most.
const REMIND = `
  with behind as (
    select id, reminded_at > $2::timestamptz - interval '1 hour' as recently from obligation
    where campaign_id = $1 and cancelled_at is null and submitted_at is null
      and ($3::bigint[] is null or org_unit_id = any($3)) for update
  ), urged as (
    update obligation o set reminded_at = $2, reminded_count = reminded_count + 1
    from behind where o.id = behind.id and behind.recently is not true
    returning o.org_unit_id, o.filler_role, o.due_at
  ), told as (
    insert into notification (id, org_unit_id, role_key, kind, title, body, link, sender_id, created_at)
    select gen_random_uuid(), org_unit_id, min(filler_role), 'reminded', $4,
      '尚有 ' || count(*) || ' 项未报' || case when min(due_at) < $2 then '，其中 ' || count(*) filter (where due_at < $2)
        || ' 项已超期' else '' end || '，请尽快填报', '/obligations?campaign=' || $1::uuid, $5, $2
    from urged group by org_unit_id returning 1
  )
  select (select count(*) from urged) as reminded, (select count(*) from told) as units,
    (select count(*) from behind where recently) as "tooSoon"`;

/** What a reminder did. */
export interface Reminded {
  /** Obligations urged. */
  reminded: number;
  /** Units told. */
  units: number;
  /** Obligations that had been urged within the hour. */
  tooSoon: number;
}

/** Urges units that have not submitted. @throws AppError 409 when nobody is left to urge now. */
export function remindCampaign(
  ctx: AppContext,
  { subject, actor }: Requester,
  id: string,
  unitIds?: number[],
): Promise<Reminded> {
  return inTransaction(ctx, subject, async (tx) => {
    const campaign = await loadCampaign(ctx, tx, subject, id, "act");
    const now = ctx.now().toISOString();
    const title = `催办：${campaign.title}`;
    const [done] = await sql<Reminded>(tx, REMIND, [id, now, unitIds ?? null, title, subject.accountId]);
    if (!done || done.reminded === 0) {
      const recently = (done?.tooSoon ?? 0) > 0;
      const detail = recently ? "一小时内已经催办过，请稍后再催。" : "所选单位都已上报，无需催办。";
      throw new AppError(409, recently ? "reminded-recently" : "nothing-to-remind", detail, { ...done });
    }
    await audit(tx, actor, { action: "campaign.remind", target: `campaign/${id}`, detail: { ...done } });
    return done;
  });
}
