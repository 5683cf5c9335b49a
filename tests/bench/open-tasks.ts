import { sql, type Tx } from "../../server/database/transaction.ts";
import { uuidv7 } from "../../server/database/uuid.ts";
import type { RevisionFacts } from "../../server/models/record/facts.ts";

/** The role a record in review waits for, in the unit that filed it or in the city's bureau. */
export interface Waiting {
  role: string;
  unit: "own" | "city";
}

const insert = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb) as g(id uuid, task_id uuid, record_id uuid, revision_id uuid, record_type text,
      definition_version_id bigint, org_unit_id bigint, division_code text, started_at timestamptz, role text, of_city boolean)
  ), instance as (
    insert into process_instance (id, definition_version_id, process_key, record_id, revision_id, org_unit_id, division_code,
      status, state, started_at)
    select id, definition_version_id, 'bench', record_id, revision_id, org_unit_id, division_code, 'active', '{}', started_at from given
    returning id
  )
  insert into task (id, instance_id, token_task_id, node_id, name, record_id, record_type, org_unit_id, division_code,
    candidate_role, candidate_unit_id, state, created_at)
  select g.task_id, instance.id, 'k1', 'review', '审核', g.record_id, g.record_type, g.org_unit_id, g.division_code, g.role,
    case when g.of_city then (select min(u.id) from org_unit u where u.kind = 'bureau' and u.level = 1) else g.org_unit_id end,
    'open', g.started_at
  from given g join instance using (id)`;

/** Opens one task for each of the records that are in review: what desks and "my turn" lists read, without a history. */
export async function openTasks(
  tx: Tx,
  facts: readonly RevisionFacts[],
  waitsFor: (data: Record<string, unknown>) => Waiting,
): Promise<void> {
  const waiting = facts.filter((one) => one.submitted_at && !one.in_force_at && !one.returned_at);
  const rows = waiting.map(({ data, ...one }) => {
    const { role, unit } = waitsFor(data);
    return { ...one, id: uuidv7(), task_id: uuidv7(), started_at: one.submitted_at, role, of_city: unit === "city" };
  });
  await sql(tx, insert, [JSON.stringify(rows)]);
}
