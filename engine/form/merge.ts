import { define } from "./blank.ts";
import { formatPointer } from "./pointer.ts";
import { hasRowIds, rowId } from "./rows.ts";
import { sameValue } from "./same.ts";

/** Two people's changes put together; at each conflict pointer (into `merged`) both changed the same thing and mine stands. */
export interface Merge {
  merged: unknown;
  conflicts: string[];
}

type Path = (string | number)[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (data: Record<string, unknown>, name: string) => (Object.hasOwn(data, name) ? data[name] : undefined);

function mergeObjects(
  base: unknown,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
  path: Path,
  conflicts: string[],
) {
  const merged: Record<string, unknown> = {};
  const common = isObject(base) ? base : {};
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = mergeValues(own(common, name), own(mine, name), own(theirs, name), [...path, name], conflicts);
    if (value !== undefined) define(merged, name, value);
  }
  return merged;
}

/** Rows by id: mine in my order, then what they added; a row one side deleted stays only if the other changed it. */
function mergeRows(base: unknown[], mine: unknown[], theirs: unknown[], path: Path, conflicts: string[]): unknown[] {
  const byId = (rows: unknown[]) => new Map(rows.map((row) => [rowId(row), row]));
  const [common, own, other] = [byId(base), byId(mine), byId(theirs)];
  const merged: unknown[] = [];
  for (const id of new Set([...own.keys(), ...other.keys()])) {
    const row = mergeValues(common.get(id), own.get(id), other.get(id), [...path, merged.length], conflicts, true);
    if (row !== undefined) merged.push(row);
  }
  return merged;
}

function mergeValues(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: Path,
  conflicts: string[],
  keep = false,
): unknown {
  if (sameValue(mine, theirs) || sameValue(base, theirs)) return mine;
  if (sameValue(base, mine)) return theirs;
  if (isObject(mine) && isObject(theirs)) return mergeObjects(base, mine, theirs, path, conflicts);
  const lists = [base ?? [], mine, theirs];
  if (lists.every((list) => Array.isArray(list) && hasRowIds(list))) {
    const [common, own, other] = lists as [unknown[], unknown[], unknown[]];
    return mergeRows(common, own, other, path, conflicts);
  }
  conflicts.push(formatPointer(path));
  return keep ? (mine ?? theirs) : mine;
}

/** Merges two states that grew from `base`, as after a stale save, without losing what either side changed alone. */
export function mergeData(base: unknown, mine: unknown, theirs: unknown): Merge {
  const conflicts: string[] = [];
  const merged = mergeValues(base, mine, theirs, [], conflicts);
  return { merged, conflicts };
}
