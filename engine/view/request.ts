import type { Sort } from "../definition/meta/views.gen.ts";

/** A value as it stands in a row or a filter; null means "not filled". */
export type Scalar = string | number | boolean | null;

/** What a filter control gives: one value, any of several, or a range with one or both ends (inclusive). */
export type FilterValue = Scalar | Scalar[] | { from?: string | number; to?: string | number };

/** What a list screen asks for. */
export interface ListRequest {
  filters?: Record<string, FilterValue>;
  /** Words that must all occur in the list's search fields. */
  search?: string;
  sort?: Sort[];
  offset?: number;
  /** At most 200; null (an export) means no limit. */
  limit?: number | null;
  columns?: string[];
  count?: "capped" | "exact" | "none";
  /** Only rows behind this measure of a statistics view; see drillRequest. */
  drill?: { view: string; measure: string };
  /** Only rows that this tile of the list counts. */
  tile?: string;
}

/** What a statistics screen asks for; what is absent is as the view declares. */
export interface StatisticsRequest {
  /** Dimension keys down the side. */
  rows?: string[];
  /** Dimension keys across the top. */
  columns?: string[];
  /** Measure keys. */
  measures?: string[];
  /** Of a list that is analysed: words that must all occur in its search fields. */
  search?: string;
  /** Of a list that is analysed: only rows that this tile of the list counts. */
  tile?: string;
  /** By dimension key or by field of the view's filters. */
  filters?: Record<string, FilterValue>;
}
