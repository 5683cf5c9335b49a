import type { Knex } from "knex";
import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { factsSelect, type RevisionFacts } from "../models/record/facts.ts";
import { titleReference } from "../models/record/title.ts";
import type { ProjectedTable } from "../query/catalog.ts";
import { quoted, type SqlType } from "../query/sql-type.ts";
import { rowFromFacts } from "./from-facts.ts";
import { insertRows } from "./row.ts";

/** Records per statement: a few megabytes at 40 fields. */
const batchSize = 1000;

interface ColumnRow {
  field: string;
  column_name: string;
  sql_type: SqlType;
}

/** The owner may be subject to row level security as well (FORCE), so the rebuild asks for every row. */
export async function seeAllRows(tx: Knex): Promise<void> {
  await tx.raw(
    "select set_config('tianbao.division_from', repeat('0', 12), true), set_config('tianbao.division_to', repeat('9', 12), true), set_config('tianbao.unit_only', '', true)",
  );
}

async function tableOf(owner: Knex, recordType: string): Promise<ProjectedTable> {
  const table = await owner("projection_table")
    .where({ record_type: recordType })
    .first<{ table_name: string } | undefined>("table_name");
  if (!table) throw new Error(`Record type ${recordType} has no projection table`);
  const columns = await owner("projection_column").where({ record_type: recordType }).select<ColumnRow[]>();
  return {
    table: table.table_name,
    columns: new Map(columns.map((row) => [row.field, { column: row.column_name, type: row.sql_type }])),
  };
}

/** The records that a type's own table holds, as a condition on `r` and its values. */
function recordsOf(resolved: ResolvedRecordType): [string, string[]] {
  if (!resolved.base) return ["r.record_type = ?", [resolved.storedKey]];
  const ofForm = "r.record_type = ? and r.definition_id = (select d.id from definition d where d.key = ?)";
  return [ofForm, [resolved.storedKey, resolved.definitionKey]];
}

/** How many records of a type there are, counted up to a limit; the transaction must see them all. */
export async function countRecords(tx: Knex, resolved: ResolvedRecordType, limit = 10_000_000): Promise<number> {
  const [condition, values] = recordsOf(resolved);
  const { rows } = await tx.raw<{ rows: { n: number }[] }>(
    `select count(*)::int as n from (select from record r where ${condition} limit ${limit}) x`,
    values,
  );
  return rows[0]?.n ?? 0;
}

/** Ids of the next records, locked so that nobody saves one between reading and writing its row. */
async function nextIds(tx: Knex, resolved: ResolvedRecordType, after: string): Promise<string[]> {
  const [condition, values] = recordsOf(resolved);
  const { rows } = (await tx.raw(
    `select r.id from record r where ${condition} and r.id > ? order by r.id limit ${batchSize} for update`,
    [...values, after],
  )) as { rows: { id: string }[] };
  return rows.map(({ id }) => id);
}

/** Names of the records that title fields refer to; those are projected before what refers to them. */
async function referencedTitles(
  tx: Knex,
  resolved: ResolvedRecordType,
  facts: RevisionFacts[],
): Promise<Map<string, string>> {
  const references = facts.map(({ data }) => titleReference(resolved, data)).filter((found) => found !== null);
  const [first] = references;
  if (!first) return new Map();
  const table = await tx("projection_table")
    .where({ record_type: first.recordType })
    .first<{ table_name: string } | undefined>("table_name");
  if (!table) return new Map();
  const { rows } = await tx.raw<{ rows: { record_id: string; title: string }[] }>(
    `select record_id, title from ${quoted(table.table_name)} where is_latest and title is not null and record_id = any(?::uuid[])`,
    [references.map(({ id }) => id)],
  );
  return new Map(rows.map(({ record_id, title }) => [record_id, title]));
}

async function rebuildBatch(
  tx: Knex,
  resolved: ResolvedRecordType,
  table: ProjectedTable,
  after: string,
): Promise<string | undefined> {
  await seeAllRows(tx);
  const ids = await nextIds(tx, resolved, after);
  if (ids.length === 0) return undefined;
  const { rows } = await tx.raw<{ rows: RevisionFacts[] }>(`${factsSelect} where r.id = any(?::uuid[])`, [ids]);
  const titles = await referencedTitles(tx, resolved, rows);
  await tx.raw(`delete from ${quoted(table.table)} where record_id = any(?::uuid[])`, [ids]);
  await tx.raw(insertRows(table, "?"), [
    JSON.stringify(rows.map((facts) => rowFromFacts(table, resolved, facts, titles))),
  ]);
  return ids.at(-1);
}

/**
 * Writes every projection row of a record type anew from the revisions, batch by batch, each in a transaction of its
 * own unless one is given; the product keeps working meanwhile.
 * @param goOn told after each batch how many records are done, at most one batch too many; false stops the rebuild.
 */
export async function rebuildProjection(
  owner: Knex,
  resolved: ResolvedRecordType,
  goOn: (done: number) => Promise<boolean> = async () => true,
): Promise<void> {
  const table = await tableOf(owner, resolved.key);
  let last: string | undefined = "00000000-0000-0000-0000-000000000000";
  for (let done = batchSize; ; done += batchSize) {
    const after: string = last;
    last = await owner.transaction((tx) => rebuildBatch(tx, resolved, table, after));
    if (last === undefined || !(await goOn(done))) return;
  }
}
