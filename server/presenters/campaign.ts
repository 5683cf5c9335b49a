import { parsePeriod } from "../../engine/period/index.ts";
import type { Campaign } from "../dispatch/campaign.ts";
import { type completenessOf, totalOf } from "../dispatch/completeness.ts";
import type { DispatchOptions } from "../dispatch/options.ts";
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
  { canManage, ...campaign }: Campaign & { canManage: boolean },
  { periods, units, unitCount }: Awaited<ReturnType<typeof completenessOf>>,
): Record<string, unknown> {
  return {
    ...presentCampaign(campaign),
    abilities: { canManage },
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
    leftOut: plan.leftOut?.text ?? null,
    definitionKey: plan.source.form.key,
    definitionTitle: plan.source.form.title,
  };
}

/** What a dispatch may choose from; `form.own` says that the record has a form of its own. */
export function presentOptions(options: DispatchOptions): Record<string, unknown> {
  const { source, dueDay, periods, subjects, units } = options;
  return {
    title: source.title,
    periodKind: source.periodKind,
    year: source.year,
    dueDay,
    periods: periods.map(({ key, title, dueAt }) => ({ key, title, dueAt })),
    units: units.samples,
    unitCount: units.count,
    subjects,
    form: { title: source.form.title, number: source.form.number, own: source.form.ownerRecordId !== null },
  };
}
