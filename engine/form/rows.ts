/** A row of a sub-table on both sides; `at` is its place in the later list (in the earlier when it was removed). */
export interface AlignedRow {
  left: unknown;
  right: unknown;
  at: number;
}

/** The permanent id of a sub-table row, if it has one. */
export function rowId(row: unknown): string | undefined {
  const id = typeof row === "object" && row !== null ? (row as { id?: unknown }).id : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** Whether every row of the list has an id of its own. */
export function hasRowIds(rows: readonly unknown[]): boolean {
  const ids = rows.map(rowId);
  return ids.every((id) => id !== undefined) && new Set(ids).size === ids.length;
}

/** Pairs the rows of two lists by id, or by place where a row has none; later rows first, then the removed ones. */
export function alignRows(before: readonly unknown[], after: readonly unknown[]): AlignedRow[] {
  if (!hasRowIds(before) || !hasRowIds(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => ({
      left: before[at],
      right: after[at],
      at,
    }));
  }
  const earlier = new Map(before.map((row) => [rowId(row), row]));
  const later = new Set(after.map(rowId));
  return [
    ...after.map((row, at) => ({ left: earlier.get(rowId(row)), right: row, at })),
    ...before.map((row, at) => ({ left: row, right: undefined, at })).filter(({ left }) => !later.has(rowId(left))),
  ];
}
