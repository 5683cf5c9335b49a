import {
  drillRequest,
  type PivotCell,
  type StatisticsRequest,
  shareRequest,
  sourceShares,
} from "../../../engine/view/index.ts";
import type { ListRequest } from "../../api/list-types.ts";
import { listHref } from "../list/list-url.ts";
import type { StatisticsMeta } from "./use-statistics.ts";

const searched = ({ search, tile }: StatisticsRequest) => ({
  ...(search !== undefined && { search }),
  ...(tile && { tile }),
});

/** Address of the list with exactly the rows a number counts. */
export function drillAddress(meta: StatisticsMeta, drill: string, cell: PivotCell, request: StatisticsRequest): string {
  const { drill: behind, ...rows } = drillRequest(meta, cell, request) as ListRequest;
  // A list that is analysed counts its own rows: there is no measure of another view behind them.
  return listHref(
    drill,
    request.search === undefined && !meta.ofList ? { ...rows, drill: behind } : { ...rows, ...searched(request) },
  );
}

/** A list behind a number; its title where there are several to choose from. */
export interface DrillTarget {
  title: string;
  to: string;
}

/** The lists with the rows a number counts: one, or one per source that the number can hold rows of. */
export function drillTargets(meta: StatisticsMeta, cell: PivotCell, request: StatisticsRequest): DrillTarget[] {
  if (!meta.sources) {
    return meta.drill ? [{ title: meta.title, to: drillAddress(meta, meta.drill, cell, request) }] : [];
  }
  return sourceShares({ dimensions: meta.dimensions, sources: meta.sources }, cell.drill, request).flatMap((share) => {
    const { behind } = meta.sources?.find(({ key }) => key === share.source.key) ?? {};
    if (!behind?.list) return [];
    const rows = shareRequest({ ...meta, key: behind.view }, share, cell.measure);
    return [{ title: share.source.title, to: listHref(behind.list, rows as ListRequest) }];
  });
}
