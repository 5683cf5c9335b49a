import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { type ProjectedField, projectedFields } from "../../engine/view/index.ts";
import { quoted, type SqlType } from "../query/sql-type.ts";
import { recordFields } from "../query/system-fields.ts";
import { columnName } from "./names.ts";

/** A column of a projection table. */
export interface OwnColumn {
  /** As it is written in SQL. */
  sql: string;
  type: SqlType;
  /** Of a field of the form. */
  projected?: ProjectedField;
}

/** Columns by the name a view calls them; a system field that is worked out by a query has none. */
export function ownColumns(resolved: ResolvedRecordType): Map<string, OwnColumn> {
  const system = Object.entries(recordFields).flatMap(([name, { sql, type }]): [string, OwnColumn][] => {
    const column = /^p\.(\w+)$/.exec(sql)?.[1];
    return column ? [[name, { sql: column, type }]] : [];
  });
  const own = projectedFields(resolved).map((projected): [string, OwnColumn] => [
    projected.field,
    { sql: quoted(columnName(projected.field)), type: projected.sqlType, projected },
  ]);
  return new Map([...system, ...own]);
}
