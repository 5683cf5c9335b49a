import { sql, type Tx } from "../database/transaction.ts";
import type { Incident } from "./incident.ts";
import type { Instance } from "./instance.ts";

const OPEN = `
  select id, kind, code, at, node_id as "nodeId", message, waits from process_incident
  where instance_id = $1 and resolved_at is null order by at, id`;

/** The incidents of an instance that nobody has solved yet, oldest first. */
export async function openIncidents(tx: Tx, instanceId: string): Promise<Incident[]> {
  return sql<Incident>(tx, OPEN, [instanceId]);
}

/** Adds incidents; a part of larger statements. */
export const INSERT_INCIDENTS = `
  insert into process_incident (id, instance_id, org_unit_id, division_code, definition_version_id, kind, code, node_id,
    message, waits, at)
  select id, instance, unit, division, version, kind, code, node, message, waits, at
  from jsonb_to_recordset($$::jsonb) as x(id uuid, instance uuid, unit bigint, division text, version bigint, kind text,
    code text, node text, message text, waits jsonb, at timestamptz)`;

/** Marks incidents as solved; a part of larger statements. */
export const RESOLVE_INCIDENTS = `
  update process_incident p set resolved_at = x.at, resolved_by = x.by
  from jsonb_to_recordset($$::jsonb) as x(id uuid, at timestamptz, by bigint) where p.id = x.id and resolved_at is null`;

/** Rows of new incidents. */
export function incidentRows(instance: Instance, incidents: readonly Incident[]): object[] {
  return incidents.map(({ id, kind, code, nodeId, message, waits, at }) => ({
    ...{ id, kind, code: code ?? null, node: nodeId, message, waits, at },
    ...{ instance: instance.id, unit: instance.orgUnitId, division: instance.divisionCode },
    version: instance.versionId,
  }));
}
