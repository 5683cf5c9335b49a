import type { FieldKind } from "../form/index.ts";

/** Kinds of view fields: those of form fields, and those only system fields have. */
export type ViewFieldKind = FieldKind | "id" | "timestamp";

/** PostgreSQL type of a field's column. */
export type SqlType = "text" | "numeric" | "integer" | "boolean" | "date" | "timestamptz" | "text[]";

/** What a view needs to know of a field: how it is called, filtered and shown. */
export interface ViewField {
  field: string;
  /** Chinese name for headers and messages. */
  title: string;
  kind: ViewFieldKind;
  sqlType: SqlType;
  /** Fixed choices, in their order. */
  options?: { value: string | number; label: string }[];
  /** Code list the choices come from. */
  list?: string;
  /** Record type the value refers to. */
  reference?: string;
  /** The value is a row in a sub-table of the record that another field refers to. */
  row?: { of: string; table: string };
  unit?: string;
}

/** View fields by name, system fields included. */
export type ViewFields = Readonly<Record<string, ViewField>>;
