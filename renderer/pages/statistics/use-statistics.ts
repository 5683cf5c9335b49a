import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Dimension, Measure, StatisticsSource } from "../../../engine/definition/meta/views.gen.ts";
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
  dimensions: (Dimension & { title: string })[];
  measures: { key: string; title: string; fn: Measure["fn"]; unit?: string }[];
  rows: string[];
  columns: string[];
  filters: ListFilter[];
  charts: ChartMeta[];
  /** `<package>/<list>` that opens behind a number. */
  drill: string | null;
  /** Record types counted together, each with the view and the list (`<package>/<list>`) that a number of it opens. */
  sources?: (StatisticsSource & { behind: { view: string; list: string | null } })[];
  /** A list that is analysed. */
  ofList?: boolean;
  abilities: { canExport: boolean };
}

/** The answer to one request. */
export interface StatisticsResult {
  table: PivotTable;
}

/** What the table at a path of the API offers: `/statistics/...` or a list's `/analysis`. */
export function useStatisticsMeta(path: string) {
  return useQuery({
    queryKey: ["statistics-meta", path],
    queryFn: () => api.get<StatisticsMeta>(path),
  });
}

/** The table for a choice of dimensions and filters. */
export function useStatistics(path: string, request: StatisticsRequest | undefined) {
  return useQuery({
    queryKey: ["statistics", path, request],
    queryFn: ({ signal }) => api.post<StatisticsResult>(`${path}/query`, request, { signal }),
    placeholderData: keepPreviousData,
    enabled: request !== undefined,
  });
}
