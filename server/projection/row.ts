import type { ProjectedTable } from "../query/catalog.ts";
import { quoted } from "../query/sql-type.ts";
import { projectedValue } from "./value.ts";

/** What a projection row holds besides the fields of the form. */
export interface ProjectionRow {
  revision_id: string;
  record_id: string;
  is_latest: boolean;
  in_force: boolean;
  /** What statistics read: the official revision, or the latest of a record that has none yet. */
  counted: boolean;
  status: string;
  title: string | null;
  org_unit_id: number;
  division_code: string;
  open: boolean;
  created_by: number;
  created_at: string;
  updated_at: string;
  submitted_at: string | null;
  in_force_at: string | null;
  obligation_id: string | null;
  period_key: string | null;
  subject_record_id: string | null;
}

const systemTypes: Record<keyof ProjectionRow, string> = {
  revision_id: "uuid",
  record_id: "uuid",
  is_latest: "boolean",
  in_force: "boolean",
  counted: "boolean",
  status: "text",
  title: "text",
  org_unit_id: "bigint",
  division_code: "text",
  open: "boolean",
  created_by: "bigint",
  created_at: "timestamptz",
  updated_at: "timestamptz",
  submitted_at: "timestamptz",
  in_force_at: "timestamptz",
  obligation_id: "uuid",
  period_key: "text",
  subject_record_id: "uuid",
};

/** The row with its projected fields, by column name: what the statements below read as JSON. */
export function projectionRow(table: ProjectedTable, row: ProjectionRow, data: Record<string, unknown>): object {
  const projected: Record<string, unknown> = { ...row };
  for (const [field, { column, type }] of table.columns) projected[column] = projectedValue(data[field], type);
  return projected;
}

const columnsOf = (table: ProjectedTable): [string, string][] => [
  ...Object.entries(systemTypes),
  ...[...table.columns.values()].map(({ column, type }): [string, string] => [column, type]),
];

const statements = new WeakMap<ProjectedTable, { insert: string; update: string }>();

/** Statement texts of a table, built once; the rows come as one JSON array in the parameter given. */
function statementsOf(table: ProjectedTable): { insert: string; update: string } {
  const known = statements.get(table);
  if (known) return known;
  const columns = columnsOf(table).map(([name]) => quoted(name));
  const typed = columnsOf(table).map(([name, type]) => `${quoted(name)} ${type}`);
  const made = {
    insert: `insert into ${quoted(table.table)} (${columns.join(", ")}) select ${columns.join(", ")}
      from jsonb_to_recordset(@rows::jsonb) as r(${typed.join(", ")})`,
    update: `update ${quoted(table.table)} p set (${columns.join(", ")}) = (select ${columns.map((name) => `r.${name}`).join(", ")})
      from jsonb_to_recordset(@rows::jsonb) as r(${typed.join(", ")}) where p.revision_id = r.revision_id`,
  };
  statements.set(table, made);
  return made;
}

/** Inserts the rows found as a JSON array in the given parameter, like `$3`. */
export function insertRows(table: ProjectedTable, parameter: string): string {
  return statementsOf(table).insert.replace("@rows", () => parameter);
}

/** Replaces the rows of the same revisions. */
export function updateRows(table: ProjectedTable, parameter: string): string {
  return statementsOf(table).update.replace("@rows", () => parameter);
}
