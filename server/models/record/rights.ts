import { type Action, allows, type FieldAccess, fieldAccess, type RowFacts } from "../../../engine/access/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { AppError } from "../../http/problem.ts";
import { compiledOf } from "./compiled.ts";
import type { RevisionFacts } from "./facts.ts";
import { type LoadedRecord, recordNotFound, statusOfFacts } from "./loaded-record.ts";

const actionNames: Record<Action, string> = {
  read: "查看",
  choose: "选用",
  create: "新建",
  edit: "修改",
  submit: "上报",
  cancel: "取消",
  export: "导出",
  dispatch: "下发",
  design: "设计表单",
  statistics: "统计",
  import: "导入",
};

const known = new WeakMap<RevisionFacts, RowFacts>();

/** What access rules may ask of a record; the same row is asked about many actions. */
export function rowFacts(facts: RevisionFacts): RowFacts {
  const found = known.get(facts) ?? gathered(facts);
  known.set(facts, found);
  return found;
}

function gathered(facts: RevisionFacts): RowFacts {
  return {
    ...facts.data,
    $id: facts.record_id,
    $unit: facts.org_unit_id,
    $division: facts.division_code,
    $createdBy: facts.created_by,
    $level: facts.unit_level,
    $status: statusOfFacts(facts),
  };
}

/** Whether the subject may do it to the record as it is now. */
export function may(record: Pick<LoadedRecord, "live" | "latest">, subject: Subject, action: Action): boolean {
  return allows(compiledOf(record.live).policy, subject, action, rowFacts(record.latest));
}

/** The refusal of an action on something one may see. */
export function notAllowed(action: Action, resolved: Pick<RegisteredRecordType, "title">): AppError {
  const name = actionNames[action];
  return new AppError(403, "forbidden", `您没有${name}这条“${resolved.title}”的权限，如确需${name}请联系管理员。`, {
    action,
  });
}

/** Lets the action pass or refuses it: what one may not read does not exist. @throws AppError 403 or 404. */
export function requireRight(record: LoadedRecord, subject: Subject, action: Action): void {
  if (!may(record, subject, "read")) throw recordNotFound();
  if (!may(record, subject, action)) throw notAllowed(action, record.live);
}

/** Fields that stay closed because a reviewer opened only some of them again; computed ones follow by themselves. */
function closedByReturn({ latest, resolved }: Pick<LoadedRecord, "latest" | "resolved">): string[] {
  const { reopened_fields: reopened, working_revision_id, revision_id } = latest;
  if (!reopened || working_revision_id !== revision_id) return [];
  const fields = Object.entries(resolved.schema.properties ?? {}).filter(([, property]) => !property["x-computed"]);
  return fields.map(([field]) => field).filter((field) => !reopened.includes(field));
}

/** Fields of this record that the subject does not see or may not change. */
export function fieldRightsOf(
  record: Pick<LoadedRecord, "live" | "latest" | "resolved">,
  subject: Subject,
): FieldAccess {
  const { hidden, readOnly } = fieldAccess(compiledOf(record.live).policy, subject, rowFacts(record.latest));
  return { hidden, readOnly: [...new Set([...readOnly, ...closedByReturn(record)])] };
}

/** The data without the fields that are hidden from the reader. */
export function visibleData(data: Record<string, unknown>, hidden: readonly string[]): Record<string, unknown> {
  if (hidden.length === 0) return data;
  return Object.fromEntries(Object.entries(data).filter(([field]) => !hidden.includes(field)));
}
