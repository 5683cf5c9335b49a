import type { FieldRight } from "../../../engine/process/index.ts";
import type { Subject } from "../../auth/subject.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import type { LoadedRecord } from "./loaded-record.ts";
import { fieldRightsOf } from "./rights.ts";

/** Fields by what a task's rights let one do with them; what is not named follows `*`, else it can only be read. */
export function fieldsByMode(
  { schema }: Pick<RegisteredRecordType, "schema">,
  rights: readonly FieldRight[],
): Record<FieldRight["mode"], string[]> {
  const modes = new Map(rights.map(({ field, mode }) => [field, mode]));
  const found: Record<FieldRight["mode"], string[]> = { read: [], edit: [], hidden: [], required: [] };
  for (const field of Object.keys(schema.properties ?? {})) {
    found[modes.get(field) ?? modes.get("*") ?? "read"].push(field);
  }
  return found;
}

const MY_TASKS = `
  select coalesce(form_rights, '[]') as rights from task
  where record_id = $1 and state = 'open'
    and (assignee_id = $2 or (candidate_unit_id = $3 and candidate_role = any($4::text[]) and not seated)
      or (seated and exists (
        select from task_participant p where p.task_id = task.id and p.account_id = $2 and p.state = 'open')))`;

/** Fields of this record hidden from the subject: by access rules, and by every open task that is put before him. */
export async function hiddenFields(
  tx: Tx,
  record: Pick<LoadedRecord, "live" | "latest" | "resolved" | "status">,
  subject: Subject,
): Promise<string[]> {
  const { hidden } = fieldRightsOf(record, subject);
  if (record.status !== "inReview") return hidden;
  const values = [record.latest.record_id, subject.accountId, subject.orgUnitId, subject.roles];
  const tasks = await sql<{ rights: FieldRight[] }>(tx, MY_TASKS, values);
  const [first, ...others] = tasks.map(({ rights }) => fieldsByMode(record.resolved, rights).hidden);
  const byTasks = (first ?? []).filter((field) => others.every((fields) => fields.includes(field)));
  return [...new Set([...hidden, ...byTasks])];
}
