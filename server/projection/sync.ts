import type { Knex } from "knex";
import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { projectedFields } from "../../engine/view/index.ts";
import type { Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { quoted } from "../query/sql-type.ts";
import { columnName, tableName } from "./names.ts";
import { countRecords, rebuildProjection, seeAllRows } from "./rebuild.ts";
import { syncCounts } from "./sync-counts.ts";
import { syncIndexes } from "./sync-indexes.ts";
import { createTable } from "./table.ts";
import { uniqueIndexes } from "./unique.ts";

interface KnownColumn {
  field: string;
  column_name: string;
  sql_type: string;
}

type Projected = ReturnType<typeof projectedFields>[number];

async function ensureTable(owner: Knex, recordType: string): Promise<string> {
  const found = await owner("projection_table")
    .where({ record_type: recordType })
    .first<{ table_name: string } | undefined>("table_name");
  if (found) return found.table_name;
  const name = tableName(recordType);
  await owner.raw(createTable(name));
  await owner("projection_table").insert({ record_type: recordType, table_name: name });
  return name;
}

function refuseTypeChange(resolved: ResolvedRecordType, field: Projected, known: KnownColumn): void {
  if (known.sql_type === field.sqlType) return;
  const title = resolved.schema.properties?.[field.field]?.title ?? field.field;
  throw new AppError(
    422,
    "projection-type-changed",
    `字段“${title}”已有数据，类型不能由 ${known.sql_type} 改为 ${field.sqlType}。请恢复原类型，或新增一个字段。`,
    { field: field.field },
  );
}

async function addColumn(owner: Knex, recordType: string, table: string, { field, sqlType }: Projected): Promise<void> {
  const column = columnName(field);
  const collation = sqlType === "text" && /division/i.test(field) ? ' collate "C"' : "";
  await owner.raw(`alter table ${quoted(table)} add column ${quoted(column)} ${sqlType}${collation}`);
  await owner("projection_column").insert({ record_type: recordType, field, column_name: column, sql_type: sqlType });
}

/** Brings one table up to the fields; returns the fields that the rows there are do not have yet. */
async function syncTable(owner: Tx, recordType: string, resolved: ResolvedRecordType): Promise<string[]> {
  const fields = projectedFields(resolved);
  const table = await ensureTable(owner, recordType);
  const rows = await owner("projection_column").where({ record_type: recordType }).select<KnownColumn[]>();
  const known = new Map(rows.map((row) => [row.field, row]));
  const added: string[] = [];
  for (const field of fields) {
    const column = known.get(field.field);
    if (column) refuseTypeChange(resolved, field, column);
    else {
      await addColumn(owner, recordType, table, field);
      added.push(field.field);
    }
  }
  await uniqueIndexes(owner, table, resolved);
  await syncIndexes(owner, table, resolved);
  await syncCounts(owner, table, resolved);
  return added;
}

/** Records that are rebuilt within the publication, in about a second; for more of them it would hold others up. */
const rebuiltAtOnce = 5000;

/** A declared uniqueness must be known to hold before the version goes live. */
const guards = ({ recordType }: ResolvedRecordType, fields: readonly string[]): boolean =>
  (recordType.unique ?? []).some((unique) => unique.fields.some((field) => fields.includes(field)));

/**
 * Creates or widens the projection table of a record type, on the owner's connection and inside its transaction where
 * it has one. Columns are added, never dropped; a form that adds fields to another type gets a table of its own beside
 * the base's.
 * @returns whether the rows there are have yet to be rebuilt by a job, being too many; until then new columns are null.
 * @throws AppError 422 when a field changed its type or existing records break a unique constraint.
 */
export function syncProjection(owner: Knex, resolved: ResolvedRecordType): Promise<boolean> {
  return owner.transaction(async (tx) => {
    await seeAllRows(tx);
    const added = await syncTable(tx, resolved.key, resolved);
    if (added.length === 0) return false;
    const count = await countRecords(tx, resolved, rebuiltAtOnce + 1);
    if (count > rebuiltAtOnce && !guards(resolved, added)) return true;
    if (count > 0) await rebuildProjection(tx, resolved);
    return false;
  });
}
