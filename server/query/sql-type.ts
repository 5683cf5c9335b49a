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
  /** Of a division worked out of another column: that column, in which the rows within a city or district lie together. */
  from?: string;
  /** Of a field that says whether a row belongs to a set: the set. */
  members?: Members;
}

/** A set of rows by their keys. */
export interface Members {
  /** The key of the row that is asked about. */
  key: string;
  /** A select of the keys in the set. */
  keys: string;
  /** Whether the rows that meet a condition on this field can be told without the query's joins. */
  holds(field: string): boolean;
  /** A select of the keys of all rows that meet a condition. */
  keysWhere(condition: string): string;
}

/** The quoted form of an identifier that we generated. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
