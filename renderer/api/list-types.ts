import type { ListRequest, QuerySource, Scalar, ViewField } from "../../engine/view/index.ts";

export type { FilterValue, ListRequest, Scalar } from "../../engine/view/index.ts";

/** One column of a list. */
export interface ListColumn extends ViewField {
  /** Pixels. */
  width?: number;
  align?: "left" | "center" | "right";
  /** Offered in the column choice, not shown at first. */
  hidden?: boolean;
  /** A day by which the record has to be finished. */
  due?: boolean;
}

/** One filter of a list. */
export interface ListFilter extends ViewField {
  default?: ListRequest["filters"] extends Record<string, infer Value> | undefined ? Value : never;
}

/** How a list is ordered by one field. */
export type ListSort = NonNullable<ListRequest["sort"]>[number];

/** What a list offers. */
export interface ListMeta {
  title: string;
  /** `<package>/<type>`. */
  recordType: string;
  of?: QuerySource;
  columns: ListColumn[];
  filters: ListFilter[];
  sort?: ListSort[];
  /** Fields the search box looks in; none: no search box. */
  search?: string[];
  pageSize?: number;
  /** The reader's tiles that count rows of it. */
  tiles?: { key: string; title: string }[];
  abilities: { canCreate?: boolean; canExport?: boolean; canImport?: boolean };
  /** What taking records in from a workbook is called, where the record type can. */
  importTitle?: string;
}

/** Value -> what people read for it, by field or for all fields. */
export type ListLabels = Record<string, string | Record<string, string>>;

/** One row; field values by field name. */
export interface ListRow {
  id: string;
  [field: string]: unknown;
}

/** The rows that answer a question. */
export interface ListResult {
  rows: ListRow[];
  total: { count: number; capped?: boolean };
  labels?: ListLabels;
}

/** A named question somebody keeps. */
export interface SavedFilter {
  id: number;
  view: string;
  name: string;
  query: ListRequest;
}

/** A choice of a filter. */
export interface Choice {
  value: NonNullable<Scalar>;
  label: string;
}
