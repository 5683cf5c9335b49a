import type { Sort } from "../../engine/definition/meta/views.gen.ts";
import type { SqlField, SqlType } from "./sql-type.ts";

const chinese = 'collate "zh-x-icu"';

/** What people wrote sorts as a Chinese dictionary does; codes and states keep the order of their bytes. */
const isProse = (field: string, type: SqlType) => type === "text" && (!field.startsWith("$") || field === "$title");

/** One key of an `order by`; an index whose columns are written by the same rule gives the order without sorting. */
export function sortKey({ field, order }: Sort, { sql, type }: SqlField): string {
  const key = isProse(field, type) ? `${sql} ${chinese}` : sql;
  return `${key} ${order === "desc" ? "desc nulls last" : "asc nulls last"}`;
}
