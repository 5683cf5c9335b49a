import type { Knex } from "knex";
import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import type { AppContext } from "../context.ts";
import { inOwnerTransaction } from "../database/transaction.ts";
import { lockRevision } from "../definitions/revision.ts";
import { quoted } from "../query/sql-type.ts";
import { type WantedIndex, wantedIndexes } from "./indexes.ts";
import { indexName } from "./names.ts";
import { countsDiffer, syncCounts } from "./sync-counts.ts";

interface Existing {
  name: string;
  /** Whether this product generated it for speed alone: by a name with a digest, or by the rule of earlier versions. */
  generated: boolean;
}

const existingOf = (owner: Knex, table: string): Promise<Existing[]> =>
  owner
    .raw<{ rows: Existing[] }>(
      `select i.relname as name, i.relname ~ '_[0-9a-f]{8}$' or pg_get_expr(x.indpred, x.indrelid) = 'is_latest' as generated
       from pg_index x join pg_class i on i.oid = x.indexrelid
       where x.indrelid = to_regclass(?) and not x.indisunique`,
      [quoted(table)],
    )
    .then(({ rows }) => rows);

const written = ({ method, columns, include = [] }: WantedIndex): string => {
  const beside = include.length > 0 ? ` include (${include.join(", ")})` : "";
  return `using ${method} (${columns.join(", ")})${beside}`;
};

/** The name tells what the index is made of, so that another definition is another index. */
const nameOf = (table: string, { method, columns, include = [] }: WantedIndex) =>
  indexName(table, `by ${method} ${[...columns, ...include].join(" ")}`);

/** What there is to do for a table: names to drop, statements to run. */
async function differences(owner: Knex, table: string, resolved: ResolvedRecordType): Promise<string[]> {
  const wanted = new Map(wantedIndexes(resolved).map((index) => [nameOf(table, index), index]));
  const existing = await existingOf(owner, table);
  const names = new Set(existing.map(({ name }) => name));
  const dropped = existing.filter(({ name, generated }) => generated && !wanted.has(name));
  const missing = [...wanted].filter(([name]) => !names.has(name));
  return [
    ...dropped.map(({ name }) => `drop index ${quoted(name)}`),
    ...missing.map(([name, index]) => `create index ${quoted(name)} on ${quoted(table)} ${written(index)}`),
  ];
}

/** Brings the indexes of a projection table in line with what the live version declares; others' indexes are left alone. */
export async function syncIndexes(owner: Knex, table: string, resolved: ResolvedRecordType): Promise<void> {
  for (const statement of await differences(owner, table, resolved)) await owner.raw(statement);
}

/** Whether a table has what speed alone asks for. */
async function isInStep(owner: Knex, table: string, resolved: ResolvedRecordType): Promise<boolean> {
  return (await differences(owner, table, resolved)).length === 0 && !(await countsDiffer(owner, table, resolved));
}

/**
 * Indexes and kept numbers of every live record type, at start: an update of the product may want others for definitions
 * that did not change. Processes that start together take turns, and the later ones find nothing left to do.
 */
export async function syncAllTables(ctx: AppContext): Promise<void> {
  const { owner } = ctx.db;
  const tables = await owner("projection_table").select<{ record_type: string; table_name: string }[]>();
  const named = new Map(tables.map((row) => [row.record_type, row.table_name]));
  for (const resolved of ctx.definitions.recordTypes()) {
    const table = named.get(resolved.key);
    if (table === undefined || (await isInStep(owner, table, resolved))) continue;
    await inOwnerTransaction(ctx, async (tx) => {
      await lockRevision(tx);
      await syncIndexes(tx, table, resolved);
      await syncCounts(tx, table, resolved);
    });
  }
}
