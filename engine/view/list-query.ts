import type { Condition, ListView, Sort, StatisticsView } from "../definition/meta/views.gen.ts";
import type { RecordTypeKey } from "../definition/package.ts";
import { allOf } from "./conditions.ts";
import { filterCondition } from "./filter-condition.ts";
import type { Query } from "./query.ts";
import type { ListRequest } from "./request.ts";
import { measureCondition } from "./statistics-query.ts";
import { ViewError } from "./view-error.ts";
import type { ViewFields } from "./view-field.ts";

const defaultPageSize = 20;
const maxPageSize = 200;

const names = (entries: readonly { field: string }[] | undefined): string[] =>
  (entries ?? []).map(({ field }) => field);

function refuseUnknown(list: ListView, allowed: ReadonlySet<string>, asked: readonly string[]): void {
  const unknown = asked.find((field) => !allowed.has(field));
  if (unknown !== undefined) {
    throw new ViewError("unknown-field", unknown, `列表“${list.title}”中没有“${unknown}”这一列，请刷新页面后重试`);
  }
}

function filterConditions(list: ListView, request: ListRequest, fields: ViewFields): (Condition | null)[] {
  return Object.entries(request.filters ?? {}).map(([field, value]) => {
    const known = fields[field];
    if (!known)
      throw new ViewError("unknown-field", field, `列表“${list.title}”中没有“${field}”这一列，请刷新页面后重试`);
    return filterCondition(known.kind, field, value);
  });
}

/** Every word of the search must occur in one of the search fields. */
export function searchCondition(list: ListView, search: string | undefined): Condition | null {
  const words = (search ?? "").trim().split(/\s+/).filter(Boolean).slice(0, 10);
  if (words.length === 0 || !list.search?.length) return null;
  const parts = words.map((value) => ({
    any: (list.search ?? []).map((field): Condition => ({ field, op: "contains", value })),
  }));
  return parts.length === 1 ? (parts[0] as Condition) : { all: parts };
}

function drillConditions(request: ListRequest, statistics: StatisticsView | undefined): (Condition | undefined)[] {
  if (!request.drill) return [];
  const { view, measure } = request.drill;
  if (statistics?.key !== view)
    throw new ViewError("unknown-view", view, `统计表“${view}”不存在，请从统计页面重新打开明细`);
  return [statistics.where, measureCondition(statistics, measure)];
}

/** Sorted as asked, else as declared; `$id` last so that pages never overlap. */
function sortOf(list: ListView, request: ListRequest): Sort[] {
  const asked = request.sort?.length ? request.sort : (list.sort ?? []);
  return [...asked.filter(({ field }) => field !== "$id"), { field: "$id", order: "asc" }];
}

function pageOf(list: ListView, request: ListRequest): Pick<Query, "limit" | "offset"> {
  const size = request.limit === undefined ? (list.pageSize ?? defaultPageSize) : request.limit;
  const offset = Math.max(0, Math.trunc(request.offset ?? 0));
  return size === null ? { offset } : { limit: Math.min(Math.max(1, Math.trunc(size)), maxPageSize), offset };
}

/**
 * The query of one page of a list. `list.recordType` is the global key (as resolveRecordType gives it); `rowFilter` is what access
 * decided for reading; `statistics` is needed for a request with `drill`. Throws ViewError for a field the list lacks.
 */
export function buildListQuery(
  list: ListView,
  request: ListRequest,
  rowFilter: true | Condition,
  fields: ViewFields,
  statistics?: StatisticsView,
): Query {
  const of = list.of ?? "record";
  const shown = [...names(list.columns), "$id", ...(of === "obligation" ? ["$record"] : [])];
  const known = new Set([...shown, ...names(list.filters), ...names(list.sort)]);
  refuseUnknown(list, known, [
    ...(request.columns ?? []),
    ...names(request.sort),
    ...Object.keys(request.filters ?? {}),
  ]);
  const columns = request.columns ? [...request.columns, ...shown.slice(list.columns.length)] : shown;
  const where = allOf([
    list.where,
    rowFilter,
    ...filterConditions(list, request, fields),
    searchCondition(list, request.search),
    ...drillConditions(request, statistics),
  ]);
  return {
    recordType: list.recordType as RecordTypeKey,
    of,
    columns: [...new Set(columns)],
    ...(where && { where }),
    sort: sortOf(list, request),
    ...pageOf(list, request),
    count: request.count ?? "capped",
  };
}
