import { drillRequest, type PivotCell, type StatisticsRequest } from "../../../engine/view/index.ts";
import type { ListRequest } from "../../api/list-types.ts";
import { listHref } from "../list/list-url.ts";
import type { StatisticsMeta } from "./use-statistics.ts";

/** Address of the list with exactly the rows a number counts. */
export function drillAddress(meta: StatisticsMeta, drill: string, cell: PivotCell, request: StatisticsRequest): string {
  return listHref(drill, drillRequest(meta, cell, request) as ListRequest);
}
