/** The types a projected or system column may have. */
export type SqlType =
  | "text"
  | "numeric"
  | "integer"
  | "bigint"
  | "boolean"
  | "date"
  | "timestamptz"
  | "uuid"
  | "text[]";

/** Something a query may mention: an SQL expression that we wrote ourselves, and its type. */
export interface SqlField {
  sql: string;
  type: SqlType;
}

/** The quoted form of an identifier that we generated. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
