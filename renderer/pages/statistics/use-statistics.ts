import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Measure } from "../../../engine/definition/meta/views.gen.ts";
import type { PivotTable, StatisticsRequest } from "../../../engine/view/index.ts";
import { api } from "../../api/client.ts";
import type { ListFilter } from "../../api/list-types.ts";

/** A chart the view declares: one measure over one dimension. */
export interface ChartMeta {
  kind: "bar" | "line" | "pie";
  title?: string;
  measure: string;
  dimension: string;
}

/** What a statistics view offers. */
export interface StatisticsMeta {
  key: string;
  title: string;
  recordType: string;
  dimensions: { key: string; field: string; title: string }[];
  measures: { key: string; title: string; fn: Measure["fn"]; unit?: string }[];
  rows: string[];
  columns: string[];
  filters: ListFilter[];
  charts: ChartMeta[];
  /** `<package>/<list>` that opens behind a number. */
  drill: string | null;
  abilities: { canExport: boolean };
}

/** The answer to one request. */
export interface StatisticsResult {
  table: PivotTable;
}

/** What the view offers; `view` is `<package>/<viewKey>`. */
export function useStatisticsMeta(view: string) {
  return useQuery({
    queryKey: ["statistics-meta", view],
    queryFn: () => api.get<StatisticsMeta>(`/statistics/${view}`),
  });
}

/** The table for a choice of dimensions and filters. */
export function useStatistics(view: string, request: StatisticsRequest | undefined) {
  return useQuery({
    queryKey: ["statistics", view, request],
    queryFn: ({ signal }) => api.post<StatisticsResult>(`/statistics/${view}/query`, request, { signal }),
    placeholderData: keepPreviousData,
    enabled: request !== undefined,
  });
}
