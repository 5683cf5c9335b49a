import type { Dimension, ListView, Measure, StatisticsView } from "../definition/meta/views.gen.ts";
import { allOf } from "./conditions.ts";
import { searchCondition } from "./list-query.ts";
import type { ViewField, ViewFieldKind, ViewFields } from "./view-field.ts";

const grouped: ReadonlySet<ViewFieldKind> = new Set<ViewFieldKind>([
  ...(["select", "radio", "boolean", "division", "orgUnit", "account", "reference", "year", "month"] as const),
]);
const periods = { year: "年度", quarter: "季度", month: "月份" } as const;

/** A field as what one may group by: itself, or the periods that a day lies in. */
function dimensionsOf({ field, title, kind, row }: ViewField): Dimension[] {
  // A row has no name without the record it belongs to.
  if (row) return [];
  if (grouped.has(kind)) return [{ key: field, field, title, ...(field === "$district" && { all: "districts" }) }];
  if (kind !== "date" && kind !== "timestamp") return [];
  return Object.entries(periods).map(([by, name]) => ({
    ...{ key: `${field}.${by}`, field, title: `${title}（${name}）`, by: by as keyof typeof periods },
  }));
}

function measuresOf({ field, title, kind, unit }: ViewField): Measure[] {
  if (kind !== "number" && kind !== "money") return [];
  const named = unit === undefined ? {} : { unit };
  return [
    { key: `sum.${field}`, title: `${title}合计`, fn: "sum", field, ...named },
    { key: `avg.${field}`, title: `${title}平均`, fn: "avg", field, decimals: 2, ...named },
  ];
}

/**
 * What a list's rows can be counted by, as a statistics view: its columns and filters are the dimensions, its numbers the
 * measures, and its own condition, filters and search words leave the same rows as in the list.
 */
export function listAnalysis(list: ListView, fields: ViewFields, search?: string): StatisticsView {
  const titles = new Map([...(list.filters ?? []), ...list.columns].map(({ field, title }) => [field, title]));
  const known = [...titles].flatMap(([field, title]): ViewField[] => {
    const found = fields[field];
    return found ? [{ ...found, title: title ?? found.title }] : [];
  });
  const dimensions = known.flatMap(dimensionsOf);
  const where = allOf([list.where, searchCondition(list, search)]);
  const first = dimensions.find(({ key }) => key === "$district") ?? dimensions[0];
  return {
    ...{ key: list.key, title: `${list.title}分析`, recordType: list.recordType, of: list.of ?? "record" },
    dimensions,
    measures: [{ key: "count", title: "条数", fn: "count" }, ...known.flatMap(measuresOf)],
    rows: first ? [first.key] : [],
    columns: [],
    filters: list.filters ?? [],
    ...(where && { where }),
    drill: list.key,
  };
}
