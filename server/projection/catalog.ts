import type { Knex } from "knex";
import type { Catalog, ProjectedTable } from "../query/catalog.ts";
import type { SqlType } from "../query/sql-type.ts";

interface CatalogRow {
  record_type: string;
  table_name: string;
  field: string | null;
  column_name: string;
  sql_type: SqlType;
}

const cached = new WeakMap<object, Catalog>();

async function load(knex: Knex): Promise<Catalog> {
  const { rows } = await knex.raw<{ rows: CatalogRow[] }>(`
    select t.record_type, t.table_name, c.field, c.column_name, c.sql_type
    from projection_table t left join projection_column c using (record_type)`);
  const catalog = new Map<string, { table: string; columns: Map<string, { column: string; type: SqlType }> }>();
  for (const row of rows) {
    const table = catalog.get(row.record_type) ?? { table: row.table_name, columns: new Map() };
    catalog.set(row.record_type, table);
    if (row.field !== null) table.columns.set(row.field, { column: row.column_name, type: row.sql_type });
  }
  return catalog;
}

/** Reads the catalog anew; tables only ever gain columns, so an older copy is incomplete but never wrong. */
export async function reloadCatalog(db: { app: Knex }, via: Knex = db.app): Promise<Catalog> {
  const catalog = await load(via);
  cached.set(db.app, catalog);
  return catalog;
}

/**
 * The cached catalog, read anew when it lacks a record type or a field that the caller needs. Inside a transaction `via`
 * is that transaction: whoever holds one connection must never wait for a second.
 */
export async function catalogFor(
  db: { app: Knex },
  via: Knex,
  recordType: string,
  fields: readonly string[] = [],
): Promise<Catalog> {
  const known = cached.get(db.app);
  const table = known?.get(recordType);
  if (known && table && fields.every((field) => table.columns.has(field))) return known;
  return reloadCatalog(db, via);
}

/** The catalog with all of these record types in it. */
export async function catalogOf(db: { app: Knex }, via: Knex, recordTypes: readonly string[]): Promise<Catalog> {
  let catalog: Catalog = new Map();
  for (const recordType of new Set(recordTypes)) catalog = await catalogFor(db, via, recordType);
  return catalog;
}

/** The table of one record type. @throws when the type was never published. */
export async function projectedTable(
  db: { app: Knex },
  via: Knex,
  recordType: string,
  fields: readonly string[] = [],
): Promise<ProjectedTable> {
  const table = (await catalogFor(db, via, recordType, fields)).get(recordType);
  if (!table) throw new Error(`Record type ${recordType} has no projection table`);
  return table;
}
