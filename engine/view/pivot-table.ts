import type { Scalar } from "./request.ts";

/** One group of the answer: a value per dimension key and per measure key. */
export type GroupRow = Readonly<Record<string, unknown>>;

/** A member of a dimension with the name people see. */
export interface Member {
  value: Scalar;
  label: string;
}

/**
 * Members per dimension key, in their order. For a dimension with `all` the full set; for others at least those that
 * occur (a member that is missing here is shown by its value, after the others).
 */
export type Labels = Readonly<Record<string, readonly Member[]>>;

/** A cell of the header or of a row's head; spans are at least 1, and 0 where a cell above reaches down. */
export interface HeadCell {
  text: string;
  rowSpan: number;
  colSpan: number;
  /** First column it covers, counted from 0 at the left edge of the table. */
  column: number;
}

/** One number of the table. */
export interface PivotCell {
  /** null where nothing can be computed (no rows for min, a ratio over nothing). A ratio is a fraction: 0.875 is 87.5 %. */
  value: number | null;
  /** Member per dimension key; a total lacks the dimensions it sums over. */
  drill: Record<string, Scalar>;
  /** Measure key. */
  measure: string;
}

/** What all numbers of a column have in common; `cells[i]` of every row belongs to `columns[i]`. */
export interface PivotColumn {
  measure: string;
  title: string;
  unit?: string;
  decimals?: number;
  /** The value is a fraction to be shown in percent. */
  percent: boolean;
  /** A total over all column members. */
  total: boolean;
  members: Record<string, Scalar>;
}

/** One row: as many head cells as row dimensions (rowSpan 0 where merged with the one above), then the numbers. */
export interface PivotRow {
  head: HeadCell[];
  cells: PivotCell[];
}

/** A table ready to be drawn, on screen or in Excel, with the same merges. */
export interface PivotTable {
  title: string;
  /** Header rows from the top; each cell that exists once. */
  header: HeadCell[][];
  /** Number of row-head columns at the left. */
  headColumns: number;
  columns: PivotColumn[];
  rows: PivotRow[];
  /** Sum over all rows; null when the view wants no totals. */
  totals: PivotRow | null;
}
