import type { Condition, Dimension, Measure, StatisticsView } from "../definition/meta/views.gen.ts";
import type { RecordTypeKey } from "../definition/package.ts";
import { allOf } from "./conditions.ts";
import { filterCondition } from "./filter-condition.ts";
import { periodFilter } from "./period-filter.ts";
import type { Query } from "./query.ts";
import type { StatisticsRequest } from "./request.ts";
import { ViewError } from "./view-error.ts";
import type { ViewFields } from "./view-field.ts";

/** Of a view over several sources: the source a row is of. No column has it; groups are given it. */
export const originField = "$origin";

/** A request with everything filled in from the view. */
export interface Layout {
  rows: Dimension[];
  columns: Dimension[];
  measures: Measure[];
}

function dimension(view: StatisticsView, key: string): Dimension {
  const found = view.dimensions.find((one) => one.key === key);
  if (found) return found;
  throw new ViewError("unknown-dimension", key, `统计表“${view.title}”没有“${key}”这个统计口径，请重新选择`);
}

/** The measure of that key; throws ViewError for another. */
export function measureOf(view: StatisticsView, key: string): Measure {
  const found = view.measures.find((one) => one.key === key);
  if (found) return found;
  throw new ViewError("unknown-measure", key, `统计表“${view.title}”没有“${key}”这个指标，请重新选择`);
}

/** What a request lays out: rows, columns and measures, each dimension once (rows win). */
export function layoutOf(view: StatisticsView, request: StatisticsRequest): Layout {
  const rows = [...new Set(request.rows ?? view.rows)];
  if (rows.length === 0) throw new ViewError("unknown-dimension", "", `请为统计表“${view.title}”至少选择一个行口径`);
  const columns = [...new Set(request.columns ?? view.columns ?? [])].filter((key) => !rows.includes(key));
  const measures = request.measures?.length ? [...new Set(request.measures)] : view.measures.map(({ key }) => key);
  return {
    rows: rows.map((key) => dimension(view, key)),
    columns: columns.map((key) => dimension(view, key)),
    measures: measures.map((key) => measureOf(view, key)),
  };
}

/** Keys under which an average's sum and count come back. */
export const averageParts = (key: string): { sum: string; count: string } => ({
  sum: `${key}$sum`,
  count: `${key}$count`,
});

/** The plain aggregates a measure is computed from: ratios and averages can be summed only in their parts. */
function aggregates(view: StatisticsView, measure: Measure): Measure[] {
  if (measure.fn === "ratio") return (measure.of ?? []).flatMap((key) => aggregates(view, measureOf(view, key)));
  if (measure.fn !== "avg" || !measure.field) return [measure];
  const { sum, count } = averageParts(measure.key);
  const filled = allOf([measure.where, { field: measure.field, op: "notNull" }]) as Condition;
  return [
    { ...measure, key: sum, fn: "sum" },
    { key: count, title: measure.title, fn: "count", where: filled },
  ];
}

/** The rows a measure counts; for a ratio those of its denominator. Undefined: all rows of the view. */
export function measureCondition(view: StatisticsView, key: string): Condition | undefined {
  const measure = measureOf(view, key);
  return measure.fn === "ratio" ? measureCondition(view, measure.of?.[1] ?? "") : measure.where;
}

/** Field a filter of a statistics request is about: named by dimension key or by a field of the view's filters. */
export function filterField(view: Pick<StatisticsView, "title" | "dimensions" | "filters">, name: string): string {
  const field =
    view.dimensions.find(({ key }) => key === name)?.field ??
    view.dimensions.find((one) => one.field === name)?.field ??
    view.filters?.find((one) => one.field === name)?.field;
  if (field) return field;
  throw new ViewError("unknown-field", name, `统计表“${view.title}”不能按“${name}”筛选，请刷新页面后重试`);
}

/**
 * The grouped query behind a statistics table. Its rows come back as GroupRow: one value per dimension key and per measure
 * key (averages in two parts, ratios not at all: pivot computes both). `view.recordType` is the global key.
 */
export function buildStatisticsQuery(
  view: StatisticsView,
  request: StatisticsRequest,
  rowFilter: true | Condition,
  fields: ViewFields,
): Query {
  const { rows, columns, measures } = layoutOf(view, request);
  const filters = Object.entries(request.filters ?? {}).map(([name, value]) => {
    const field = filterField(view, name);
    return filterCondition(fields[field]?.kind ?? "select", field, periodFilter(view, name, value));
  });
  const where = allOf([view.where, rowFilter, ...filters]);
  const plain = new Map(measures.flatMap((measure) => aggregates(view, measure)).map((one) => [one.key, one]));
  return {
    recordType: view.recordType as RecordTypeKey,
    of: view.of ?? "record",
    ...(where && { where }),
    groupBy: [...rows, ...columns]
      .filter(({ field }) => field !== originField)
      .map(({ key, field, by }) => ({ key, field, ...(by && { by }) })),
    measures: [...plain.values()],
    count: "none",
  };
}
