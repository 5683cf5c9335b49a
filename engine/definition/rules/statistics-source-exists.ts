import { originField } from "../../view/statistics-query.ts";
import { obligationFields, recordFields } from "../../view/system-fields.ts";
import { schemaFields } from "../../view/view-fields.ts";
import { dependencies } from "../load-order.ts";
import type { StatisticsView } from "../meta/views.gen.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";
import { type CountedView, countedViews } from "./statistics-sources.ts";
import { statisticsUses, viewUses } from "./view-uses.ts";

const file = "views.json";

/** Whether every source is within reach and told apart from the others. */
function named(view: StatisticsView, at: number, { pkg, knows }: RuleContext): Finding[] {
  const place = `/statistics/${at}`;
  const sources = view.sources ?? [];
  const reachable = new Set([pkg.key, ...dependencies(pkg)]);
  const findings = sources.flatMap(({ key, title, recordType }, step): Finding[] => {
    const pointer = `${place}/sources/${step}`;
    const twice = sources.findIndex((one) => one.key === key) < step;
    if (twice)
      return [{ file, pointer: `${pointer}/key`, message: `来源的标识“${key}”用了两次`, hint: "请换一个标识" }];
    if (reachable.has(recordType.split("/")[0] ?? "") && knows(recordType) !== false) return [];
    const message = `统计表“${view.title}”的来源“${title}”：记录类型“${recordType}”不存在，或它的定义包没有声明依赖`;
    const hint = "请写成“定义包/记录类型”，并在 manifest.json 的 dependsOn 中声明那个定义包";
    return [{ file, pointer: `${pointer}/recordType`, message, hint }];
  });
  if (sources.length > 0 && view.drill !== undefined) {
    const message = `统计表“${view.title}”有多个来源，明细列表应写在各来源上`;
    findings.push({ file, pointer: `${place}/drill`, message, hint: "请把 drill 移到 sources 中" });
  }
  return findings;
}

/** Whether a source has every field, in a column of its own: what its package's views use is kept in one. */
function fielded({ view, source, context, pointer }: CountedView): Finding[] {
  const schema = context.schemaOf(view.recordType);
  if (!schema || !source) return [];
  const own = schemaFields(schema);
  const system = view.of === "obligation" ? obligationFields : recordFields;
  const kept = new Set(viewUses(context).flatMap((use) => (use.recordType === view.recordType ? [use.field] : [])));
  const lacking = statisticsUses({ ...view, sources: [source] }, 0)
    .map(({ field }) => field)
    .filter((field) => (field.startsWith("$") ? !Object.hasOwn(system, field) : !own[field] || !kept.has(field)));
  if (lacking.length === 0) return [];
  const message = `来源“${source.title}”没有可以统计的字段“${[...new Set(lacking)].join("、")}”`;
  const hint = "请在 fields 中写明它对应的字段，并在它自己的列表中用到这个字段";
  return [{ file, pointer: `${pointer}/fields`, message, hint }];
}

/** Whether the sources mean the same by a dimension's or a filter's members; those that do not are told apart. */
function alike(view: StatisticsView, at: number, counted: readonly CountedView[]): Finding[] {
  const choices = (field: string | undefined, { context, view: { recordType } }: CountedView): string => {
    const fields = { ...obligationFields, ...schemaFields(context.schemaOf(recordType) ?? {}) };
    const { options, list, kind } = fields[field ?? ""] ?? {};
    return JSON.stringify([options, list, kind]);
  };
  const differ = (fields: (string | undefined)[]) =>
    new Set(fields.map((field, n) => choices(field, counted[n] as CountedView))).size > 1;
  const hint = "请给这个口径加上 perSource，并不要按它筛选";
  const dimensions = view.dimensions.flatMap(({ title, key, perSource }, step): Finding[] => {
    const fields = counted.map((one) => one.view.dimensions[step]?.field);
    if (perSource || !differ(fields)) return [];
    const message = `统计表“${view.title}”的口径“${title ?? key}”在各来源中的选项不同，混在一起会数错`;
    return [{ file, pointer: `/statistics/${at}/dimensions/${step}`, message, hint }];
  });
  const common = (view.filters ?? []).filter(({ field }) => field !== originField);
  const filters = common.flatMap(({ field }, step): Finding[] => {
    if (!differ(counted.map((one) => one.view.filters?.[step]?.field))) return [];
    const message = `统计表“${view.title}”不能按“${field}”筛选：它在各来源中的选项不同`;
    return [{ file, pointer: `/statistics/${at}/filters`, message, hint }];
  });
  return [...dimensions, ...filters];
}

/** Sources of a statistics view are within reach, have its fields, and mean the same by them. */
export const statisticsSourceExists: Rule = {
  name: "statistics-source-exists",
  check: (context) => {
    const counted = countedViews(context);
    return [
      ...counted.flatMap(fielded),
      ...(context.pkg.views.statistics ?? []).flatMap((view, at) => [
        ...named(view, at, context),
        ...alike(
          view,
          at,
          counted.filter(({ source, pointer }) => source && pointer.startsWith(`/statistics/${at}/`)),
        ),
      ]),
    ];
  },
};
