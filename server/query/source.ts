import type { Query } from "../../engine/view/index.ts";
import type { Catalog } from "./catalog.ts";
import type { FieldScope } from "./condition.ts";
import type { Parameters } from "./parameters.ts";
import { QueryError } from "./problem.ts";
import { quoted, type SqlField } from "./sql-type.ts";
import { dutyFields, obligationFields, recordFields } from "./system-fields.ts";

/** The rows a query is about. */
export interface Source {
  /** Tables with their joins: `p` the projection, `o` the obligation. */
  from: string;
  /** What makes a row of the source at all. */
  where: string[];
  /** The column that identifies a row within the source. */
  key: string;
  field: FieldScope;
}

const own = (fields: Readonly<Record<string, SqlField>>, name: string) =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** Resolves where a query reads from; a field outside the catalog is refused. @throws QueryError */
export function sourceOf(query: Pick<Query, "recordType" | "of">, catalog: Catalog, parameters: Parameters): Source {
  const table = catalog.get(query.recordType);
  if (!table) throw new QueryError("unknown-source", `记录类型“${query.recordType}”还没有发布，不能查询`);
  const owed = query.of === "obligation";
  let duty = false;
  const field: FieldScope = (name) => {
    const column = table.columns.get(name);
    if (column) return { sql: `p.${quoted(column.column)}`, type: column.type };
    const system = own(owed ? obligationFields : recordFields, name);
    if (system) return system;
    const ofDuty = own(dutyFields, name);
    if (!ofDuty) throw new QueryError("unknown-field", `没有可供查询的字段“${name}”`);
    duty = true;
    return ofDuty;
  };
  const projection = quoted(table.table);
  if (owed) {
    return {
      from: `obligation o left join ${projection} p on p.record_id = o.record_id and p.is_latest`,
      where: [`o.record_type = ${parameters.add(query.recordType, "text")}`, "o.cancelled_at is null"],
      key: "o.id",
      field,
    };
  }
  return {
    get from() {
      return duty ? `${projection} p left join obligation o on o.id = p.obligation_id` : `${projection} p`;
    },
    where: [query.of === "inForce" ? "p.in_force" : "p.is_latest"],
    key: "p.revision_id",
    field,
  };
}
