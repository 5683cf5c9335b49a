import { requireSubject } from "../auth/require.ts";
import { cancelCampaign } from "../commands/cancel-campaign.ts";
import { dispatchCampaign } from "../commands/dispatch-campaign.ts";
import { remindCampaign } from "../commands/remind-campaign.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { loadCampaign } from "../dispatch/campaign.ts";
import { type CompletenessFilter, completenessOf } from "../dispatch/completeness.ts";
import { listCampaigns } from "../dispatch/list-campaigns.ts";
import { dispatchOptions } from "../dispatch/options.ts";
import { planCampaign } from "../dispatch/plan.ts";
import { type CampaignRequest, levelNumber } from "../dispatch/request.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { presentCampaign, presentCompleteness, presentOptions, presentPlan } from "../presenters/campaign.ts";
import { uuidOf } from "../process/task-view.ts";

const uuid = { type: "string", format: "uuid" };
const unitIds = { type: "array", items: { type: "integer" }, minItems: 1, maxItems: 20_000 };

const campaignBody = validated<Omit<CampaignRequest, "level"> & { level?: string | number }>({
  type: "object",
  properties: {
    sourceRecordId: uuid,
    periods: { type: "array", items: { type: "string", maxLength: 20 }, minItems: 1, maxItems: 24 },
    unitIds,
    level: { enum: ["city", "district", "street", "village", 1, 2, 3, 4] },
    unitKind: { type: "string", maxLength: 60 },
    divisions: { type: "array", items: { type: "string", pattern: "^[0-9]{12}$" }, minItems: 1, maxItems: 400 },
    dueDay: { type: "integer", minimum: 1, maximum: 31 },
    dueAt: { type: "string", format: "date-time" },
    subjects: { type: "array", items: uuid, minItems: 1, maxItems: 1000 },
    title: { type: "string", maxLength: 200 },
  },
  required: ["sourceRecordId", "periods"],
  additionalProperties: false,
});

const optionsQuery = validatedQuery<{ source: string; dueDay?: number }>({
  type: "object",
  properties: { source: uuid, dueDay: { type: "integer", minimum: 1, maximum: 31 } },
  required: ["source"],
  additionalProperties: false,
});

const reminderBody = validated<{ unitIds?: number[] }>({
  type: "object",
  properties: { unitIds },
  additionalProperties: false,
});

const pageQuery = {
  offset: { type: "integer", minimum: 0, maximum: 100_000, default: 0 },
  limit: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
};
const listQuery = validatedQuery<{ source?: string; offset: number; limit: number }>({
  type: "object",
  properties: { source: uuid, ...pageQuery },
  additionalProperties: false,
});
const unitsQuery = validatedQuery<CompletenessFilter>({
  type: "object",
  properties: {
    ...pageQuery,
    q: { type: "string", maxLength: 100 },
    show: { type: "string", enum: ["all", "missing", "overdue"] },
  },
  additionalProperties: false,
});

function requested(body: unknown): CampaignRequest {
  const { level, ...rest } = campaignBody(body);
  const number = levelNumber(level);
  return { ...rest, ...(number !== undefined && { level: number }) };
}

/** Dispatch, its progress, reminders. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/campaigns/options", async (request) => {
    const subject = requireSubject(request);
    const query = optionsQuery(request.query);
    request.body = presentOptions(await inTransaction(ctx, subject, (tx) => dispatchOptions(ctx, tx, subject, query)));
  });

  router.post("/campaigns/preview", async (request) => {
    const subject = requireSubject(request);
    const body = requested(request.request.body);
    request.body = presentPlan(await inTransaction(ctx, subject, (tx) => planCampaign(ctx, tx, subject, body)));
  });

  router.post("/campaigns", async (request) => {
    request.body = await dispatchCampaign(ctx, requesterOf(request), requested(request.request.body));
    request.status = 202;
  });

  router.get("/campaigns", async (request) => {
    const subject = requireSubject(request);
    const query = listQuery(request.query);
    const rows = await inTransaction(ctx, subject, (tx) => listCampaigns(ctx, tx, subject, query));
    request.body = { rows: rows.map(presentCampaign) };
  });

  router.get("/campaigns/:id", async (request) => {
    const subject = requireSubject(request);
    const id = uuidOf(request.params.id);
    const page = unitsQuery(request.query);
    request.body = await inTransaction(ctx, subject, async (tx) => {
      const campaign = await loadCampaign(ctx, tx, subject, id, "look");
      return presentCompleteness(campaign, await completenessOf(tx, id, ctx.now().toISOString(), page));
    });
  });

  router.post("/campaigns/:id/remind", async (request) => {
    const { unitIds: units } = reminderBody(request.request.body ?? {});
    request.body = await remindCampaign(ctx, requesterOf(request), uuidOf(request.params.id), units);
  });

  router.post("/campaigns/:id/cancel", async (request) => {
    request.body = await cancelCampaign(ctx, requesterOf(request), uuidOf(request.params.id));
  });
}
