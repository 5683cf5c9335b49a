import type { FieldRight } from "../../../engine/process/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { processName, standInsOf } from "../../process/substitutes.ts";
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

const OPEN = `
  select coalesce(t.form_rights, '[]') as rights, t.assignee_id as assignee, t.candidate_unit_id as unit,
    t.candidate_role as role, t.seated, t.record_type as "recordType", i.process_key as "processKey",
    array(select p.account_id from task_participant p where p.task_id = t.id and p.state = 'open') as turns
  from task t join process_instance i on i.id = t.instance_id where t.record_id = $1 and t.state = 'open'`;

interface OpenTask {
  rights: FieldRight[];
  assignee: number | null;
  unit: number | null;
  role: string | null;
  seated: boolean;
  recordType: string;
  processKey: string;
  turns: number[];
}

function liesBefore({ assignee, unit, role, seated, turns }: OpenTask, subject: Subject): boolean {
  if (assignee === subject.accountId) return true;
  if (seated) return turns.includes(subject.accountId);
  return unit === subject.orgUnitId && role !== null && subject.roles.includes(role);
}

/**
 * Fields of this record hidden from the subject: by access rules, and by every open task that is put before him or before
 * somebody he stands in for.
 */
export async function hiddenFields(
  ctx: AppContext,
  tx: Tx,
  record: Pick<LoadedRecord, "live" | "latest" | "resolved" | "status">,
  subject: Subject,
): Promise<string[]> {
  const { hidden } = fieldRightsOf(record, subject);
  if (record.status !== "inReview") return hidden;
  const tasks = await sql<OpenTask>(tx, OPEN, [record.latest.record_id]);
  const hiddenBy = new Map(tasks.map((task) => [task, fieldsByMode(record.resolved, task.rights).hidden]));
  if (![...hiddenBy.values()].some((fields) => fields.length > 0)) return hidden;
  const standIns = await standInsOf(ctx, tx, subject.accountId);
  const mine = tasks.filter(
    (task) =>
      liesBefore(task, subject) ||
      standIns.some(({ subject: other, processes }) => {
        return (processes === null || processes.includes(processName(task))) && liesBefore(task, other);
      }),
  );
  const [first, ...others] = mine.map((task) => hiddenBy.get(task) ?? []);
  const byTasks = (first ?? []).filter((field) => others.every((fields) => fields.includes(field)));
  return [...new Set([...hidden, ...byTasks])];
}
