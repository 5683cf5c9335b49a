import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { type FormSchema, resolve } from "../../engine/form/index.ts";
import { conditionFields, type ProjectedField, projectedFields } from "../../engine/view/index.ts";
import { sortKey } from "../query/sort-key.ts";
import type { SqlField } from "../query/sql-type.ts";
import { ownColumns } from "./own-columns.ts";

/** An index as `create index` takes it after the table's name. */
export interface WantedIndex {
  method: "btree" | "gin";
  /** Columns in their order, with collation and direction. */
  columns: string[];
  /** Columns beside the key, so that what is found needs no look at the row. */
  include?: string[];
}

/** PostgreSQL refuses a B-tree entry over 2,704 bytes, and with it the row; a character takes up to four. */
const mostBytes = 2000;
const bytesPerCharacter = 4;

interface Column extends SqlField {
  /** What a value may take at most. */
  bytes: number;
}

function bytesOf(schema: FormSchema, { field, sqlType }: ProjectedField): number {
  if (sqlType !== "text") return 16;
  const own = resolve(schema.properties?.[field] ?? {}, schema);
  if (own.enum) return Math.max(...own.enum.map((value) => Buffer.byteLength(String(value))));
  return (own.maxLength ?? Number.POSITIVE_INFINITY) * bytesPerCharacter;
}

/** Columns with what a value may take; a title may be as long as an entry. */
function columnsOf(resolved: ResolvedRecordType): Map<string, Column> {
  const sized = [...ownColumns(resolved)].map(([name, { sql, type, projected }]): [string, Column] => {
    const system = name === "$title" ? mostBytes : 16;
    return [name, { sql, type, bytes: projected ? bytesOf(resolved.schema, projected) : system }];
  });
  return new Map(sized);
}

/** A B-tree over the columns, unless a row could be too long for it. */
function btree(columns: readonly Column[], written: string[]): WantedIndex[] {
  const bytes = columns.reduce((sum, column) => sum + column.bytes, 0);
  return bytes <= mostBytes ? [{ method: "btree", columns: written }] : [];
}

/** The declared order of every list that runs over records, so that a page is walked to and not sorted for. */
function orders(resolved: ResolvedRecordType, columns: ReadonlyMap<string, Column>): WantedIndex[] {
  return resolved.lists.flatMap(({ of, sort = [] }) => {
    if (of === "obligation" || sort.length === 0) return [];
    const keys = sort.map((key) => ({ key, column: columns.get(key.field) }));
    const known = keys.flatMap(({ key, column }) => (column && column.type !== "text[]" ? [{ key, column }] : []));
    if (known.length < keys.length) return [];
    const written = known.map(({ key, column }) => sortKey(key, column));
    return btree(
      known.map(({ column }) => column),
      [...written, sortKey({ field: "$id" }, { sql: "record_id", type: "uuid" })],
    );
  });
}

/** Row security and the row set ask for these of every row, so a count from the index alone needs them in it. */
const scope = ["org_unit_id", "open", "is_latest", "in_force"];

/** Columns in their order, as long as they fit into an entry beside `taken` bytes. */
function fitting(chosen: readonly Column[], taken: number): Column[] {
  let room = mostBytes - taken;
  return chosen.filter(({ bytes, type }) => {
    if (bytes > room || type === "text[]") return false;
    room -= bytes;
    return true;
  });
}

/** Whose turn it is leads to records: what lists of that ask besides stands beside their ids, for all that is not shown. */
function turns({ lists, tiles }: ResolvedRecordType, columns: ReadonlyMap<string, Column>): WantedIndex[] {
  const asking = lists.filter(({ where }) => conditionFields(where).includes("$turn"));
  if (asking.length === 0) return [];
  const keys = new Set(asking.map(({ key }) => key));
  const conditions = [...asking, ...tiles.filter(({ list }) => keys.has(list ?? ""))].map(({ where }) => where);
  const fields = new Set(["$division", ...conditions.flatMap(conditionFields)]);
  const asked = [...fields]
    .filter((field) => field !== "$unit" && field !== "$id")
    .flatMap((field) => columns.get(field) ?? []);
  const beside = [...fitting(asked, 100).map(({ sql }) => sql), ...scope];
  return [{ method: "btree", columns: ["record_id"], include: beside }];
}

/** What lists and tiles select by, in one index that exact counts are read from without the rows. */
function counts({ lists, tiles }: ResolvedRecordType, columns: ReadonlyMap<string, Column>): WantedIndex[] {
  const asked = new Set([...lists, ...tiles].flatMap(({ where }) => conditionFields(where)));
  const first = ["$status", "$division"];
  const rest = [...asked].filter((field) => !first.includes(field) && field !== "$unit");
  const chosen = [...first, ...rest].flatMap((field) => columns.get(field) ?? []);
  return [{ method: "btree", columns: [...fitting(chosen, 100).map(({ sql }) => sql), ...scope] }];
}

/**
 * What views, references and rules select by, each within a division, unless an order begins with it: of a value that a
 * third of the city's rows have, a district wants its own.
 */
function selections(
  resolved: ResolvedRecordType,
  columns: ReadonlyMap<string, Column>,
  ordered: readonly WantedIndex[],
): WantedIndex[] {
  const leading = new Set(ordered.map((index) => index.columns[0]?.replace(/ (asc|desc) nulls last$/, "")));
  return projectedFields(resolved).flatMap(({ field, index }): WantedIndex[] => {
    const column = columns.get(field) as Column;
    if (!index || leading.has(column.sql)) return [];
    if (column.type === "text[]") return [{ method: "gin", columns: [column.sql] }];
    return btree([column], [column.sql, "division_code"]);
  });
}

/** By division and by unit, newest first, and newest first of all: what every list is narrowed and sorted by. */
const always: WantedIndex[] = [
  ["division_code", "updated_at desc nulls last"],
  ["org_unit_id", "updated_at desc nulls last"],
  ["updated_at desc nulls last", "record_id asc nulls last"],
].map((columns) => ({ method: "btree", columns }));

/**
 * The indexes that a record type's projection table is to have besides those that guard uniqueness, from what its views
 * declare. They hold the rows of every set - latest, official, counted - because nearly every row is in all of them.
 */
export function wantedIndexes(resolved: ResolvedRecordType): WantedIndex[] {
  const columns = columnsOf(resolved);
  const ordered = orders(resolved, columns);
  const counted = [...counts(resolved, columns), ...turns(resolved, columns)];
  const wanted = [...always, ...ordered, ...counted, ...selections(resolved, columns, ordered)];
  const different = new Map(wanted.map((index) => [JSON.stringify(index), index]));
  return [...different.values()];
}
