import type { Condition } from "../../engine/definition/meta/views.gen.ts";
import type { Query } from "../../engine/view/index.ts";
import type { Catalog } from "./catalog.ts";
import { comesFromKeys, compileCondition } from "./condition.ts";
import { type Named, nameBeside } from "./labels.ts";
import { Parameters } from "./parameters.ts";
import { sortKey } from "./sort-key.ts";
import { type Source, sourceOf } from "./source.ts";
import type { SqlType } from "./sql-type.ts";

/** A statement ready to send, and which result column holds which field. */
export interface CompiledList {
  text: string;
  values: unknown[];
  columns: { field: string; alias: string; type: SqlType }[];
  /** Result columns that hold what the value in column `of` is called. */
  names: { field: string; of: string; alias: string }[];
}

/** Counting stops here unless the exact number is asked for. */
export const countCap = 1000;

const maxLimit = 200;
function orderBy(query: Query, source: Source): string {
  const parts = (query.sort ?? []).map((key) => sortKey(key, source.field(key.field)));
  return parts.length > 0 ? parts.join(", ") : source.key;
}

function conditions(query: Query, source: Source, parameters: Parameters): string {
  const own = query.where ? [compileCondition(query.where, source.field, parameters)] : [];
  return [...source.where, ...own].join(" and ");
}

/** Every row has to say which record it opens and whose it is, whatever columns are shown. */
const always = ["$id", "$status", "$unit", "$division", "$createdBy"];

type Selected = CompiledList["columns"][number] & { sql: string };

function selected(query: Query, source: Source): Selected[] {
  const fields = [...new Set([...always, ...(query.of === "obligation" ? ["$record"] : []), ...(query.columns ?? [])])];
  return fields.map((field, at) => ({ field, alias: `c${at}`, ...source.field(field) }));
}

/** The names of what stands in a column, looked up for the rows of the page alone. */
function namesOf(columns: readonly Selected[], named: NamedColumns) {
  return columns.flatMap((column) => {
    const kind = named.get(column.field);
    const sql = kind && nameBeside(kind, column);
    return sql ? [{ field: column.field, of: column.alias, alias: `n${column.alias}`, sql }] : [];
  });
}

/** Fields whose values people read by another name, and where that name is found. */
export type NamedColumns = ReadonlyMap<string, Named>;

function total(query: Query, from: string, where: string): string {
  if (query.count === "none") return "null::int";
  const rows = query.count === "exact" ? "" : ` limit ${countCap + 1}`;
  return `(select count(*)::int from (select 1 from ${from} where ${where}${rows}) counted)`;
}

const bounded = (value: number | undefined, fallback: number, most: number) =>
  Math.min(Math.max(Math.trunc(value ?? fallback) || 0, 0), most);

/** Whether a condition asks what no index answers: whether a text occurs, or, somewhere within, whose turn it is. */
function isSearch({ all = [], any = [], not, field, op }: Condition): boolean {
  const parts = [...all, ...any, ...(not ? [not] : [])];
  return field === "$turn" || op === "contains" || op === "startsWith" || parts.some(isSearch);
}

interface PageParts {
  query: Query;
  source: Source;
  columns: readonly { sql: string; alias: string }[];
  where: string;
  slice: string;
}

const listed = (columns: PageParts["columns"]) => columns.map(({ sql, alias }) => `${sql} as ${alias}`).join(", ");

/** The rows of a page in order, by an index where one gives that order. */
const ordered = ({ query, source, columns, where, slice }: PageParts): string =>
  `select ${source.key} as key, ${listed(columns)} from ${source.from} where ${where} order by ${orderBy(query, source)} ${slice}`;

/** A count is mostly read from an index, apart from the page. */
const countedApart = (parts: PageParts): string =>
  `select counted.total, page.* from (select ${total(parts.query, parts.source.from, parts.where)} as total) counted
    left join (${ordered(parts)}) page on true`;

/** What is found first: keys with what they are sorted by, and the statement that reads a page of them whole. */
function foundFirst({ query, source, where, ...parts }: PageParts) {
  const keys = (query.sort ?? []).map((key, at) => ({ key, alias: `s${at}`, ...source.field(key.field) }));
  const order = keys.map(({ key, alias, type }) => sortKey(key, { sql: alias, type })).join(", ") || "key";
  const sorts = keys.map(({ sql, alias }) => `, ${sql} as ${alias}`).join("");
  const pageOf = (rows: string) => {
    const chosen = `${source.key} in (select key from ${rows} order by ${order} ${parts.slice})`;
    return ordered({ ...parts, query, source, where: chosen, slice: "" });
  };
  return { found: `select ${source.key} as key${sorts} from ${source.from} where ${where}`, pageOf };
}

/** Where a set of keys leads to the rows they are all read once: there is no order in which fewer would do. */
function fromKeys(parts: PageParts): string {
  const { found, pageOf } = foundFirst(parts);
  return `with found as materialized (${found})
    select counted.total, page.* from (select least(count(*), ${countCap + 1})::int as total from found) counted
    left join (${pageOf("found")}) page on true`;
}

/**
 * What has to be searched for is taken in any order until the count is full, by key and what it is sorted by. Where it did
 * not get full, these are all rows there are and the page is sorted out of them; where it did, rows are frequent and soon
 * met in the order asked for. Only the rows of the page are read whole.
 */
function searched(parts: PageParts): string {
  const { found, pageOf } = foundFirst(parts);
  return `with found as materialized (${found} limit ${countCap + 1})
    select counted.total, page.* from (select count(*)::int as total from found) counted
    left join lateral (
      (${pageOf(`found where counted.total <= ${countCap}`)}) union all
      (${ordered({ ...parts, where: `counted.total > ${countCap} and ${parts.where}` })})) page on true`;
}

/** The statement that suits what is asked. */
function pageText(parts: PageParts): string {
  const { query, source } = parts;
  const capped = query.count !== "none" && query.count !== "exact";
  if (!capped || query.where === undefined) return countedApart(parts);
  if (comesFromKeys(query.where, source.field)) return fromKeys(parts);
  return isSearch(query.where) ? searched(parts) : countedApart(parts);
}

/**
 * One page and its count in one statement. Row security reads every row it passes, so finding keys first by an index
 * alone would save nothing and cost planning. Without rows the single result row holds the count and a null `key`.
 */
export function compilePage(query: Query, catalog: Catalog, named: NamedColumns = new Map()): CompiledList {
  const parameters = new Parameters();
  const source = sourceOf(query, catalog, parameters);
  const columns = selected(query, source);
  const names = namesOf(columns, named);
  const where = conditions(query, source, parameters);
  // Sorting may bring in a join, which must be known before `from` is written.
  orderBy(query, source);
  const slice = `limit ${bounded(query.limit, 20, maxLimit)} offset ${bounded(query.offset, 0, 1_000_000)}`;
  const text = pageText({ query, source, columns: [...columns, ...names], where, slice });
  return { text, values: parameters.values, columns, names };
}

/** Every row, for a cursor; the caller stops reading at its own limit. */
export function compileAll(query: Query, catalog: Catalog): CompiledList {
  const parameters = new Parameters();
  const source = sourceOf(query, catalog, parameters);
  const columns = selected(query, source);
  const where = conditions(query, source, parameters);
  const order = orderBy(query, source);
  const text = `select ${listed(columns)} from ${source.from} where ${where} order by ${order}`;
  return { text, values: parameters.values, columns, names: [] };
}
