import { parsePeriod } from "../../engine/period/index.ts";
import type { Campaign } from "../dispatch/campaign.ts";
import { type completenessOf, totalOf } from "../dispatch/completeness.ts";
import type { CampaignPlan } from "../dispatch/plan.ts";

const periodTitle = (key: string): string => parsePeriod(key)?.title ?? key;

/** A campaign in a list. */
export function presentCampaign(campaign: Campaign): Record<string, unknown> {
  const { settings, cancelledAt, ...rest } = campaign;
  return {
    ...rest,
    periods: settings.periods.map(({ key, title, dueAt }) => ({ key, title, dueAt })),
    subjects: settings.subjects,
    unitCount: settings.unitCount,
    count: settings.count,
    cancelledAt,
    stateText: cancelledAt === null ? "进行中" : "已撤销",
  };
}

/** A campaign with who has reported. */
export function presentCompleteness(
  campaign: Campaign,
  { periods, units, unitCount }: Awaited<ReturnType<typeof completenessOf>>,
): Record<string, unknown> {
  return {
    ...presentCampaign(campaign),
    total: totalOf(periods),
    completeness: {
      periods: periods.map((each) => ({ ...each, title: periodTitle(each.period) })),
      units,
      unitCount,
    },
  };
}

/** What a dispatch would do. */
export function presentPlan(plan: CampaignPlan): Record<string, unknown> {
  return {
    title: plan.title,
    count: plan.count,
    units: plan.units.count,
    periods: plan.periods.map(({ key, title, dueAt }) => ({ key, title, dueAt })),
    subjects: plan.subjects,
    samples: plan.units.samples,
    definitionKey: plan.source.form.key,
    definitionTitle: plan.source.form.title,
  };
}
