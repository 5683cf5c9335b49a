import type { Query } from "../../engine/view/index.ts";
import type { Catalog } from "./catalog.ts";
import { compileCondition } from "./condition.ts";
import { Parameters } from "./parameters.ts";
import { sortKey } from "./sort-key.ts";
import { type Source, sourceOf } from "./source.ts";
import type { SqlType } from "./sql-type.ts";

/** A statement ready to send, and which result column holds which field. */
export interface CompiledList {
  text: string;
  values: unknown[];
  columns: { field: string; alias: string; type: SqlType }[];
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

function total(query: Query, from: string, where: string): string {
  if (query.count === "none") return "null::int";
  const rows = query.count === "exact" ? "" : ` limit ${countCap + 1}`;
  return `(select count(*)::int from (select 1 from ${from} where ${where}${rows}) counted)`;
}

const bounded = (value: number | undefined, fallback: number, most: number) =>
  Math.min(Math.max(Math.trunc(value ?? fallback) || 0, 0), most);

/**
 * One page and its count in one statement. Row security reads every row it passes, so finding keys first by an index
 * alone would save nothing and cost planning. Without rows the single result row holds the count and a null `key`.
 */
export function compilePage(query: Query, catalog: Catalog): CompiledList {
  const parameters = new Parameters();
  const source = sourceOf(query, catalog, parameters);
  const columns = selected(query, source);
  const where = conditions(query, source, parameters);
  const order = orderBy(query, source);
  const limit = bounded(query.limit, 20, maxLimit);
  const offset = bounded(query.offset, 0, 1_000_000);
  const list = columns.map(({ sql, alias }) => `${sql} as ${alias}`).join(", ");
  const text = `select counted.total, page.* from (select ${total(query, source.from, where)} as total) counted
    left join (select ${source.key} as key, ${list} from ${source.from} where ${where}
      order by ${order} limit ${limit} offset ${offset}) page on true`;
  return { text, values: parameters.values, columns };
}

/** Every row, for a cursor; the caller stops reading at its own limit. */
export function compileAll(query: Query, catalog: Catalog): CompiledList {
  const parameters = new Parameters();
  const source = sourceOf(query, catalog, parameters);
  const columns = selected(query, source);
  const where = conditions(query, source, parameters);
  const order = orderBy(query, source);
  const list = columns.map(({ sql, alias }) => `${sql} as ${alias}`).join(", ");
  const text = `select ${list} from ${source.from} where ${where} order by ${order}`;
  return { text, values: parameters.values, columns };
}
