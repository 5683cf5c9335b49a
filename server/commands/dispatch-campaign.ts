import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { CampaignSettings } from "../dispatch/campaign.ts";
import { CAMPAIGN_JOB } from "../dispatch/create-obligations.ts";
import { type CampaignPlan, planCampaign } from "../dispatch/plan.ts";
import type { CampaignRequest } from "../dispatch/request.ts";
import { enqueue } from "../jobs/enqueue.ts";
import type { Requester } from "./requester.ts";

const INSERT = `
  insert into campaign (id, title, record_type, form_definition_id, source_record_id, period_kind, year, org_unit_id,
    division_code, settings, created_by, created_at, job_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

function settingsOf({ periods, subjects, reach, units, count, source }: CampaignPlan): CampaignSettings {
  return { periods, subjects, reach, unitCount: units.count, count, fillerRole: source.settings.fillerRole ?? null };
}

/** Sends a record's form to units: the campaign is there at once, its obligations come by a job. */
export function dispatchCampaign(
  ctx: AppContext,
  { subject, actor }: Requester,
  request: CampaignRequest,
): Promise<{ campaignId: string; jobId: string; count: number }> {
  return inTransaction(ctx, subject, async (tx) => {
    const plan = await planCampaign(ctx, tx, subject, request);
    const now = ctx.now();
    const campaignId = uuidv7(now.getTime());
    const options = { accountId: subject.accountId, runAt: now.toISOString() };
    const jobId = await enqueue(tx, CAMPAIGN_JOB, { campaignId }, options);
    const { source, title, count } = plan;
    await sql(tx, INSERT, [
      ...[campaignId, title, source.recordType, source.form.definitionId, source.record.latest.record_id],
      ...[source.periodKind, source.year, subject.orgUnitId, subject.divisionCode, JSON.stringify(settingsOf(plan))],
      ...[subject.accountId, now.toISOString(), jobId],
    ]);
    const detail = { source: request.sourceRecordId, count, units: plan.units.count };
    await audit(tx, actor, { action: "campaign.create", target: `campaign/${campaignId}`, detail });
    return { campaignId, jobId, count };
  });
}
