import { sql, type Tx } from "../database/transaction.ts";

const SOLVE = `
  update process_incident set resolved_at = $3, resolved_by = $4
  where instance_id = $1 and id = any($2::uuid[]) and resolved_at is null`;

// Runs after SOLVE, so it sees what is left.
const SETTLE = `
  with left_over as (
    select jsonb_strip_nulls(jsonb_build_object('id', id, 'kind', kind, 'code', code, 'nodeId', node_id, 'message', message,
      'waits', waits, 'at', at)) as incident
    from process_incident where instance_id = $1 and resolved_at is null order by at desc, id desc limit 1)
  update process_instance set incident = (select incident from left_over),
    status = case when status not in ('active', 'incident') then status
      when exists (select from left_over) then 'incident' else 'active' end
  where id = $1`;

/** Marks incidents as solved by hand and lets the instance show what is left of them. */
export async function settleIncidents(
  tx: Tx,
  instanceId: string,
  { solved, at, by }: { solved: readonly string[]; at: string; by: number | null },
): Promise<void> {
  await sql(tx, SOLVE, [instanceId, solved, at, by]);
  await sql(tx, SETTLE, [instanceId]);
}
