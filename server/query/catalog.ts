import type { SqlType } from "./sql-type.ts";

/** Where a record type's queryable fields are kept. */
export interface ProjectedTable {
  table: string;
  /** Column and type by field name. */
  columns: ReadonlyMap<string, { column: string; type: SqlType }>;
}

/** Every projection table by record type key: the only source of column names. */
export type Catalog = ReadonlyMap<string, ProjectedTable>;
