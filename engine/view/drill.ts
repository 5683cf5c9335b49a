import type { StatisticsView } from "../definition/meta/views.gen.ts";
import { periodFilter } from "./period-filter.ts";
import type { PivotCell } from "./pivot-table.ts";
import type { FilterValue, ListRequest, StatisticsRequest } from "./request.ts";
import { filterField } from "./statistics-query.ts";

type Days = { from?: string | number; to?: string | number };

const isDays = (value: FilterValue | undefined): value is Days =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of two ranges of days on one field what lies in both; else the later filter alone. */
function narrower(before: FilterValue | undefined, now: FilterValue): FilterValue {
  if (!isDays(before) || !isDays(now)) return now;
  const from = [before.from, now.from]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  const to = [before.to, now.to].filter((day) => day !== undefined).sort()[0];
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/**
 * The request for the view's drill list that shows exactly the rows a number counts: its members and the table's own
 * filters as list filters, and its measure by name (the server passes the view to buildListQuery).
 */
export function drillRequest(
  view: Pick<StatisticsView, "key" | "title" | "dimensions" | "filters">,
  cell: Pick<PivotCell, "drill" | "measure">,
  request: StatisticsRequest = {},
): ListRequest {
  const filters: Record<string, FilterValue> = {};
  for (const [name, value] of Object.entries(request.filters ?? {})) filters[filterField(view, name)] = value;
  for (const [key, value] of Object.entries(cell.drill)) {
    const field = filterField(view, key);
    filters[field] = narrower(filters[field], periodFilter(view, key, value));
  }
  return { filters, drill: { view: view.key, measure: cell.measure } };
}
