import { drillRequest, type PivotCell, type StatisticsRequest } from "../../../engine/view/index.ts";
import type { ListRequest } from "../../api/list-types.ts";
import { listHref } from "../list/list-url.ts";
import type { StatisticsMeta } from "./use-statistics.ts";

const searched = ({ search }: StatisticsRequest) => (search === undefined ? {} : { search });

/** Address of the list with exactly the rows a number counts. */
export function drillAddress(meta: StatisticsMeta, drill: string, cell: PivotCell, request: StatisticsRequest): string {
  const { drill: behind, ...rows } = drillRequest(meta, cell, request) as ListRequest;
  // A list that is analysed counts its own rows: there is no measure of another view behind them.
  return listHref(
    drill,
    request.search === undefined && !meta.ofList ? { ...rows, drill: behind } : { ...rows, ...searched(request) },
  );
}
