import type { StatisticsView } from "../definition/meta/views.gen.ts";
import type { PivotCell } from "./pivot-table.ts";
import type { FilterValue, ListRequest, StatisticsRequest } from "./request.ts";
import { filterField } from "./statistics-query.ts";

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
  for (const [key, value] of Object.entries(cell.drill)) filters[filterField(view, key)] = value;
  return { filters, drill: { view: view.key, measure: cell.measure } };
}
