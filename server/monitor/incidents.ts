import { sql, type Tx } from "../database/transaction.ts";
import { explanations } from "../process/explain-incident.ts";
import type { IncidentKind } from "../process/incident.ts";
import { type MonitorScope, Values } from "./scope.ts";

interface Row {
  id: string;
  instanceId: string;
  kind: IncidentKind;
  nodeId: string;
  message: string;
  at: string;
  title: string;
  unitName: string;
  definitionTitle: string;
  version: number;
}

/** An open incident in the list, in words. */
export interface IncidentLine extends Row {
  what: string;
  advice: string;
}

/** One page of open incidents, newest first, and whether there are more. */
export async function listIncidents(
  tx: Tx,
  scope: MonitorScope,
  { kind, offset, limit }: { kind?: string; offset: number; limit: number },
): Promise<{ rows: IncidentLine[]; more: boolean }> {
  const values = new Values();
  const where = [
    "p.resolved_at is null",
    ...(kind ? [`p.kind = ${values.add(kind)}`] : []),
    ...(scope.versions ? [`p.definition_version_id = any(${values.add(scope.versions)})`] : []),
    ...(scope.divisions
      ? [
          `p.division_code >= ${values.add(scope.divisions[0])} and p.division_code <= ${values.add(scope.divisions[1])}`,
        ]
      : []),
    ...(scope.unit === null ? [] : [`p.org_unit_id = ${values.add(scope.unit)}`]),
  ];
  const text = `
    with page as materialized (select p.* from process_incident p where ${where.join(" and ")}
      order by p.at desc limit ${values.add(limit + 1)} offset ${values.add(offset)})
    select p.id, p.instance_id as "instanceId", p.kind, p.node_id as "nodeId", p.message, p.at, i.title,
      u.name as "unitName", d.title as "definitionTitle", v.number as version
    from page p join process_instance i on i.id = p.instance_id join org_unit u on u.id = p.org_unit_id
    join definition_version v on v.id = p.definition_version_id join definition d on d.id = v.definition_id
    order by p.at desc`;
  const rows = await sql<Row>(tx, text, values.list);
  const told = rows.slice(0, limit).map((row) => {
    const { title: what, advice } = explanations[row.kind];
    return { ...row, what, advice };
  });
  return { rows: told, more: rows.length > limit };
}
