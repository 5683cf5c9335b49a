import type { Condition, Measure, Sort } from "../definition/meta/views.gen.ts";
import type { RecordTypeKey } from "../definition/package.ts";

/** What a query runs over: latest revisions, official revisions, or obligations joined with what was filled for them. */
export type QuerySource = "record" | "inForce" | "obligation";

/** One dimension of a grouped query: the group's key in the answer and the field it is taken from. */
export interface GroupBy {
  key: string;
  field: string;
  /** Of a day or a moment: the period it lies in, as period keys have it (`2026`, `2026-Q3`, `2026-03`). */
  by?: "year" | "quarter" | "month";
}

/** Whose turn `$turn` asks about. */
export interface Reader {
  account: number;
  unit: number;
  roles: readonly string[];
}

/** An abstract query: plain data that only the server's query room turns into SQL. */
export interface Query {
  recordType: RecordTypeKey;
  of: QuerySource;
  /** Needed where `$turn` is asked for. */
  reader?: Reader;
  /** Fields of each row; `$id` is always among them, and `$record` for obligations. Absent in a grouped query. */
  columns?: string[];
  /** Absent: every row. */
  where?: Condition;
  groupBy?: GroupBy[];
  /** Never `ratio` or `avg`: the view resolves those into the sums they are made of. */
  measures?: Measure[];
  sort?: Sort[];
  limit?: number;
  offset?: number;
  /** capped: count up to a thousand; exact: all; none: do not count. */
  count?: "capped" | "exact" | "none";
}
