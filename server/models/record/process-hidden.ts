import type { FieldRight } from "../../../engine/process/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { inReadTransaction, sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { modelOf, processVersion } from "../../process/models.ts";
import { processName, type StandIn, standInsOf } from "../../process/substitutes.ts";
import { fieldsByMode } from "./task-rights.ts";

/** Role -> fields that some task of the type's process hides from its holders; null where no task hides anything. */
type HiddenByRole = ReadonlyMap<string, readonly string[]> | null;

const known = new WeakMap<RegisteredRecordType, Promise<HiddenByRole>>();

async function gather(ctx: AppContext, resolved: RegisteredRecordType): Promise<HiddenByRole> {
  if (!resolved.process) return null;
  const { key } = resolved.process;
  const version = await processVersion(ctx, resolved.versionId, resolved.storedKey, key);
  const tasks = Object.values((await modelOf(ctx, version, key)).nodes).flatMap(({ task }) => {
    const hidden = task ? fieldsByMode(resolved, task.fieldRights).hidden : [];
    return task && hidden.length > 0 ? [{ task, hidden }] : [];
  });
  if (tasks.length === 0) return null;
  const found = new Map<string, string[]>();
  for (const { task, hidden } of tasks) {
    const { role, candidateGroups } = task.assignment;
    const roles = role ? [role] : (candidateGroups ?? "").split(",").map((group) => group.trim());
    for (const each of roles) found.set(each, [...(found.get(each) ?? []), ...hidden]);
  }
  return found;
}

// Whoever was asked in person - by name, by a transfer, as a participant - need not hold the role.
const IN_PERSON = `
  select t.form_rights as rights from task t
  where t.record_type = $1 and t.state = 'open' and t.assignee_id = any($2) and t.form_rights is not null
  union
  select t.form_rights from task_participant p join task t on t.id = p.task_id and t.state = 'open'
  where p.account_id = any($2) and p.state = 'open' and t.record_type = $1 and t.form_rights is not null`;

interface Around {
  standIns: StandIn[];
  rights: FieldRight[][];
}

async function around(ctx: AppContext, tx: Tx, resolved: RegisteredRecordType, subject: Subject): Promise<Around> {
  const process = processName({ recordType: resolved.storedKey, processKey: resolved.process?.key ?? "" });
  const all = await standInsOf(ctx, tx, subject.accountId);
  const standIns = all.filter(({ processes }) => processes === null || processes.includes(process));
  const people = [subject.accountId, ...standIns.map((each) => each.subject.accountId)];
  const rows = await sql<{ rights: FieldRight[] }>(tx, IN_PERSON, [resolved.storedKey, people]);
  return { standIns, rights: rows.map(({ rights }) => rights) };
}

/**
 * Fields that a task of the type's process hides from those who hold its role, from whoever has such a task in person, and
 * from their substitutes: a list, its filters, an export and figures show no field that the record itself would hide while
 * the task lies before the reader.
 */
export async function hiddenByTasks(
  ctx: AppContext,
  resolved: RegisteredRecordType,
  subject: Subject,
): Promise<string[]> {
  const gathering = known.get(resolved) ?? gather(ctx, resolved);
  known.set(resolved, gathering);
  gathering.catch(() => known.delete(resolved));
  const byRole = await gathering;
  if (!byRole) return [];
  const { standIns, rights } = await inReadTransaction(ctx, "system", (tx) => around(ctx, tx, resolved, subject));
  const roles = [subject, ...standIns.map((each) => each.subject)].flatMap((each) => each.roles);
  const inPerson = rights.flatMap((each) => fieldsByMode(resolved, each).hidden);
  return [...roles.flatMap((role) => byRole.get(role) ?? []), ...inPerson];
}
