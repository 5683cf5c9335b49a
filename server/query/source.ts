import type { Query } from "../../engine/view/index.ts";
import type { Catalog } from "./catalog.ts";
import type { FieldScope } from "./condition.ts";
import type { Parameters } from "./parameters.ts";
import { QueryError } from "./problem.ts";
import { quoted, type SqlField } from "./sql-type.ts";
import { campaignFields, dutyFields, obligationFields, recordFields } from "./system-fields.ts";
import { turnField } from "./turn.ts";

/** The rows a query is about. */
export interface Source {
  /** Tables with their joins: `p` the projection, `o` the obligation, `c` its campaign; complete once all fields are resolved. */
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
export function sourceOf(
  query: Pick<Query, "recordType" | "of" | "reader">,
  catalog: Catalog,
  parameters: Parameters,
): Source {
  const table = catalog.get(query.recordType);
  if (!table) throw new QueryError("unknown-source", `记录类型“${query.recordType}”还没有发布，不能查询`);
  const owed = query.of === "obligation";
  const projection = quoted(table.table);
  const rowSet = owed ? "p.counted" : query.of === "inForce" ? "p.in_force" : "p.is_latest";
  const ownRows = {
    ...{ from: `${projection} p`, where: rowSet },
    holds: (name: string) => table.columns.has(name) || (!owed && Object.hasOwn(recordFields, name)),
  };
  let turn: SqlField | undefined;
  let duty = owed;
  let campaign = false;
  const field: FieldScope = (name) => {
    const column = table.columns.get(name);
    if (column) return { sql: `p.${quoted(column.column)}`, type: column.type };
    if (name === "$turn") {
      turn ??= turnField(query.reader, parameters, ownRows);
      return turn;
    }
    const system = own(owed ? obligationFields : recordFields, name);
    if (system) return system;
    const ofCampaign = own(campaignFields, name);
    const found = ofCampaign ?? own(dutyFields, name);
    if (!found) throw new QueryError("unknown-field", `没有可供查询的字段“${name}”`);
    duty = true;
    campaign ||= ofCampaign !== undefined;
    return found;
  };
  const rows = owed
    ? `obligation o left join ${ownRows.from} on p.record_id = o.record_id and ${rowSet}`
    : ownRows.from;
  return {
    get from() {
      const withDuty = duty && !owed ? `${rows} left join obligation o on o.id = p.obligation_id` : rows;
      return campaign ? `${withDuty} left join campaign c on c.id = o.campaign_id` : withDuty;
    },
    where: owed ? [`o.record_type = ${parameters.add(query.recordType, "text")}`, "o.cancelled_at is null"] : [rowSet],
    key: owed ? "o.id" : "p.revision_id",
    field,
  };
}
