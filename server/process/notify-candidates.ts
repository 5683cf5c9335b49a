import { sql, type Tx } from "../database/transaction.ts";
import type { ServiceJobPayload } from "./service-jobs.ts";

const NOTIFY = `
  insert into notification (id, org_unit_id, role_key, account_id, kind, title, body, link, created_at)
  select gen_random_uuid(), case when assignee_id is null then candidate_unit_id end,
    case when assignee_id is null then candidate_role end, assignee_id, 'taskDue',
    '请尽快办理：“' || title || '”（' || name || '）', $2, '/tasks/' || id, $3
  from task where instance_id = $1 and state = 'open' returning id`;

/** The built-in service task `notify`: reminds everybody an open task of the instance waits for. Header `text` is shown. */
export async function notifyCandidates(tx: Tx, payload: ServiceJobPayload, at: string): Promise<number> {
  const body = payload.headers?.text ?? null;
  return (await sql(tx, NOTIFY, [payload.instanceId, body, at])).length;
}
