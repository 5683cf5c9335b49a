import type { Measure, StatisticsView } from "../definition/meta/views.gen.ts";
import type { GroupRow } from "./pivot-table.ts";
import { averageParts, type Layout } from "./statistics-query.ts";

/** Values by aggregate key; null marks one that cannot be put together from parts (a distinct count of several groups). */
export type Bucket = Map<string, number | null>;

/** Key of a path of members. */
export const keyOf = (values: readonly unknown[]): string => JSON.stringify(values.map((value) => value ?? null));

type Merge = (a: number | null, b: number | null) => number | null;

const extreme =
  (pick: (a: number, b: number) => number): Merge =>
  (a, b) =>
    a === null ? b : b === null ? a : pick(a, b);

const merges: Partial<Record<Measure["fn"], Merge>> = {
  min: extreme(Math.min),
  max: extreme(Math.max),
  countDistinct: () => null,
};

const add: Merge = (a, b) => (a ?? 0) + (b ?? 0);

function mergesByKey(view: StatisticsView): Map<string, Merge> {
  return new Map(
    view.measures.flatMap((measure): [string, Merge][] => {
      const { sum, count } = averageParts(measure.key);
      if (measure.fn === "avg") return [sum, count].map((key) => [key, add]);
      return measure.fn === "ratio" ? [] : [[measure.key, merges[measure.fn] ?? add]];
    }),
  );
}

const asNumber = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Sums every group into its cell, its row's and its column's total, and the grand total ("" stands for all). */
export function indexGroups(
  view: StatisticsView,
  layout: Layout,
  groups: readonly GroupRow[],
): { at(rowKey: string, columnKey: string): Bucket | undefined } {
  const merge = mergesByKey(view);
  const buckets = new Map<string, Map<string, Bucket>>();
  const put = (rowKey: string, columnKey: string, group: GroupRow): void => {
    const row = buckets.get(rowKey) ?? new Map<string, Bucket>();
    buckets.set(rowKey, row);
    const bucket: Bucket = row.get(columnKey) ?? new Map();
    row.set(columnKey, bucket);
    for (const [key, together] of merge) {
      if (!(key in group)) continue;
      const value = asNumber(group[key]);
      const before = bucket.get(key);
      bucket.set(key, before === undefined ? value : together(before, value));
    }
  };
  for (const group of groups) {
    const rowKey = keyOf(layout.rows.map(({ key }) => group[key]));
    const columnKey = keyOf(layout.columns.map(({ key }) => group[key]));
    for (const row of [rowKey, ""]) for (const column of [columnKey, ""]) put(row, column, group);
  }
  return { at: (rowKey, columnKey) => buckets.get(rowKey)?.get(columnKey) };
}
