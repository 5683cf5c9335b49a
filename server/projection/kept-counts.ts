import { createHash } from "node:crypto";
import type { ListView, ResolvedRecordType, Tile } from "../../engine/definition/index.ts";
import type { Condition } from "../../engine/definition/meta/views.gen.ts";
import { conditionFields, conjuncts } from "../../engine/view/index.ts";
import { isOfScope, type KeptCount } from "../query/kept-count.ts";
import { type OwnColumn, ownColumns } from "./own-columns.ts";

type Columns = ReadonlyMap<string, OwnColumn>;

/** A value that depends on who asks, or when. */
const isWorkedOut = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isWorkedOut) : typeof value === "string" && value.startsWith("=");

function isFixed(condition: Condition): boolean {
  const parts = [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ? [condition.not] : [])];
  return !isWorkedOut(condition.value) && parts.every(isFixed);
}

/** The day that a condition compares with one that passes, such as a deadline with today. */
function dayOf({ field, value }: Condition, columns: Columns): string | undefined {
  return field !== undefined && isWorkedOut(value) && columns.get(field)?.type === "date" ? field : undefined;
}

/** What a tile's rows have in common whoever asks; undefined where a row alone does not tell whether it is counted. */
function keptOf(
  list: ListView,
  { where }: Tile,
  resolved: ResolvedRecordType,
  columns: Columns,
): KeptCount | undefined {
  if (list.of === "obligation") return undefined;
  const asked = [...conjuncts(list.where), ...conjuncts(where)].filter((part) => !isOfScope(part));
  const days = new Set(asked.flatMap((part) => dayOf(part, columns) ?? []));
  const fixed = asked.filter((part) => !dayOf(part, columns));
  const own = fixed.flatMap(conditionFields).every((field) => columns.has(field));
  if (days.size > 1 || !fixed.every(isFixed) || !own) return undefined;
  const [day] = days;
  const of = list.of ?? "record";
  const fixedTexts = [...new Set(fixed.map((part) => JSON.stringify(part)))].sort();
  const text = JSON.stringify([resolved.key, of, day ?? null, fixedTexts]);
  return {
    key: createHash("sha256").update(text).digest("hex").slice(0, 16),
    ...{ recordType: resolved.key, of, fixed: fixedTexts.map((one) => JSON.parse(one) as Condition) },
    ...(day !== undefined && { day }),
  };
}

const known = new WeakMap<ResolvedRecordType, readonly KeptCount[]>();

/**
 * The numbers that are kept beside a record type's rows: of every tile that counts rows of its list by what the rows hold.
 * Tiles over reporting duties, or over whose turn it is, are counted when they are asked for.
 */
export function keptCountsOf(resolved: ResolvedRecordType): readonly KeptCount[] {
  const found = known.get(resolved);
  if (found) return found;
  const columns = ownColumns(resolved);
  const lists = new Map(resolved.lists.map((list) => [list.key, list]));
  const kept = resolved.tiles.flatMap((tile) => {
    const list = tile.list === undefined ? undefined : lists.get(tile.list);
    return (list && !resolved.base && keptOf(list, tile, resolved, columns)) || [];
  });
  const different = [...new Map(kept.map((one) => [one.key, one])).values()];
  known.set(resolved, different);
  return different;
}
