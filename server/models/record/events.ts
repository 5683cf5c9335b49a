import type { FieldChange } from "../../../engine/form/index.ts";
import { sql, type Tx } from "../../database/transaction.ts";

/** What may happen to a record; with its Chinese name for the 填报记录. */
export const eventTexts = {
  created: "新建",
  saved: "保存",
  submitted: "提交",
  withdrawn: "撤回",
  returned: "退回",
  sentBack: "退回",
  tookBack: "取回",
  amended: "办理时修改",
  approved: "审核通过",
  inForce: "生效",
  revised: "发起变更",
  aligned: "随区划更新",
  cancelRequested: "申请取消",
  cancelRefused: "不予取消",
  cancelled: "取消",
  uploaded: "上传附件",
  removed: "移除附件",
  keeperChanged: "移交维护人",
} as const;

/** One kind of event. */
export type EventKind = keyof typeof eventTexts;

/** Who did it; null for the system itself. */
export interface EventActor {
  accountId: number | null;
  orgUnitId: number | null;
}

/** One line of a record's history. */
export interface RecordEvent {
  revisionId: string;
  kind: EventKind;
  at?: string;
  taskId?: string | null;
  opinion?: string | null;
  changes?: FieldChange[];
  detail?: Record<string, unknown>;
}

/** The event as a row of the JSON array that `insertEvents` reads. */
export function eventRow(recordId: string, actor: EventActor, event: RecordEvent): object {
  return {
    record_id: recordId,
    revision_id: event.revisionId,
    at: event.at ?? new Date().toISOString(),
    account_id: actor.accountId,
    org_unit_id: actor.orgUnitId,
    kind: event.kind,
    task_id: event.taskId ?? null,
    opinion: event.opinion ?? null,
    changes: event.changes?.length ? event.changes : null,
    detail: event.detail ?? null,
  };
}

const columns = "record_id, revision_id, at, account_id, org_unit_id, kind, task_id, opinion, changes, detail";

/** Inserts the events found as a JSON array in the given parameter; parts of larger statements. */
export function insertEvents(parameter: string): string {
  return `insert into record_event (${columns}) select ${columns} from jsonb_to_recordset(${parameter}::jsonb)
    as e(record_id uuid, revision_id uuid, at timestamptz, account_id bigint, org_unit_id bigint, kind text, task_id uuid,
      opinion text, changes jsonb, detail jsonb)`;
}

/** Writes one line of a record's history. */
export async function recordEvent(tx: Tx, recordId: string, actor: EventActor, event: RecordEvent): Promise<void> {
  await sql(tx, insertEvents("$1"), [JSON.stringify([eventRow(recordId, actor, event)])]);
}
