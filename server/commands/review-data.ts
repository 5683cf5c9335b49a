import { type FormError, isBlank } from "../../engine/form/index.ts";
import type { Variables } from "../../engine/process/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { checkedData, type Data, formerValues, invalidData } from "../models/record/check-data.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { type LoadedRecord, loadRecord } from "../models/record/loaded-record.ts";
import { wrongStatus } from "../models/record/lock.ts";
import { fieldRightsOf } from "../models/record/rights.ts";
import { fieldsByMode } from "../models/record/task-rights.ts";
import { writeRevision } from "../models/record/write-revision.ts";
import type { Instance } from "../process/instance.ts";
import type { Task } from "../process/task.ts";
import type { Requester } from "./requester.ts";

/** The content of a record under review as its reviewer leaves it. */
export interface Review {
  record: LoadedRecord;
  data: Data;
  changed: boolean;
  /** Fields the task demands. */
  required: string[];
  /** Routing variables that follow from the change. */
  variables: Variables;
}

function amended(ctx: AppContext, record: LoadedRecord, subject: Subject, task: Task, given: Data): Data {
  const { resolved, latest } = record;
  const modes = fieldsByMode(resolved, task.formRights);
  const fixed = [...modes.read, ...modes.hidden].filter((name) => !resolved.schema.properties?.[name]?.["x-computed"]);
  const rights = { hidden: fieldRightsOf(record, subject).hidden, readOnly: fixed };
  return checkedData(resolved, rights, given, {
    before: latest.data,
    evenFixed: true,
    mode: "draft",
    lists: ctx.definitions,
  });
}

/**
 * What a reviewer sends of the record, held against the rights of his task; null where the task neither changes nor
 * demands anything.
 * @throws AppError 403 naming a field he may not change, 409 when nothing is under review, 422 for wrong values.
 */
export async function reviewOf(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  { task, instance, given }: { task: Task; instance: Instance; given: Data | undefined },
): Promise<Review | null> {
  const demands = task.formRights.some(({ mode }) => mode === "required");
  if (!demands && Object.keys(given ?? {}).length === 0) return null;
  const record = await loadRecord(ctx, tx, instance.recordId);
  if (record.status !== "inReview" || record.latest.revision_id !== instance.revisionId) {
    if (Object.keys(given ?? {}).length === 0) return null;
    throw wrongStatus(record, "在审核中修改");
  }
  const { required } = fieldsByMode(record.resolved, task.formRights);
  const before = record.latest.data;
  const data = given ? amended(ctx, record, subject, task, given) : before;
  const changes = Object.keys(formerValues(before, data));
  const routing = (record.live.recordType.routing ?? []).filter((field) => changes.includes(field));
  const variables = Object.fromEntries(routing.map((field) => [field, data[field] ?? null])) as Variables;
  return { record, data, changed: changes.length > 0, required, variables };
}

/** Lets the record go on only when it is complete. @throws AppError 422 with every field that is missing or wrong. */
export function requireComplete({ record, data, required }: Review): void {
  const { schema } = record.resolved;
  const missing = required
    .filter((field) => isBlank(data[field]))
    .map((field): FormError => {
      const title = schema.properties?.[field]?.title ?? field;
      return { pointer: `/${field}`, keyword: "required", message: `请填写${title}`, title };
    });
  const errors = missing.length > 0 ? missing : compiledOf(record.resolved).form.validate(data, { mode: "submit" });
  if (errors.length > 0) throw invalidData(errors);
}

/** Stores what the reviewer changed, with its differences in the record's history. */
export async function writeReview(
  ctx: AppContext,
  tx: Tx,
  { subject, actor }: Requester,
  { record, data }: Review,
  taskId: string,
): Promise<void> {
  const write = { actor: { ...actor, accountId: subject.accountId }, data, kind: "amended", taskId } as const;
  await writeRevision(ctx, tx, record, write);
}
