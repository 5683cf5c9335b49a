import { divisionRange } from "../../engine/access/index.ts";
import type { Quorum } from "../../engine/assignment/index.ts";
import type { FieldRight, OutcomeModel } from "../../engine/process/index.ts";
import type { Subject } from "../auth/subject.ts";
import { prepared } from "../database/prepared.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { INSTANCE_COLUMNS, type Instance } from "./instance.ts";

/** A task row as the commands on it see it. */
export interface Task {
  id: string;
  instanceId: string;
  token: string;
  nodeId: string;
  name: string;
  orgUnitId: number;
  divisionCode: string;
  role: string | null;
  unitId: number | null;
  assigneeId: number | null;
  assigneeName: string | null;
  state: "open" | "completed" | "cancelled";
  outcomes: OutcomeModel[];
  formRights: FieldRight[];
  lockVersion: number;
  recordId: string;
  recordType: string;
  /** Decided by its participants' seats instead of by whoever of the group comes first. */
  seated: boolean;
  quorum: Quorum | null;
  /** Whoever submitted, where he may not decide on his own submission. */
  barredId: number | null;
  comeBack: ComeBack | null;
}

/** Where a returned task leads straight back to once it is done. */
export interface ComeBack {
  nodeId: string;
  name: string;
  accountId: number | null;
}

const TASK_COLUMNS = `t.id, t.instance_id as "instanceId", t.token_task_id as token, t.node_id as "nodeId", t.name,
  t.org_unit_id as "orgUnitId", t.division_code as "divisionCode", t.candidate_role as role,
  t.candidate_unit_id as "unitId", t.assignee_id as "assigneeId", holder.name as "assigneeName", t.state,
  coalesce(t.outcomes, '[]') as outcomes, coalesce(t.form_rights, '[]') as "formRights", t.lock_version as "lockVersion",
  t.record_id as "recordId", t.record_type as "recordType", t.seated, t.quorum, t.barred_id as "barredId",
  t.come_back as "comeBack"`;

/** Reads a task; undefined when it does not exist or row level security hides it. */
export async function readTask(tx: Tx, id: string): Promise<Task | undefined> {
  const [task] = await sql<Task>(
    tx,
    `select ${TASK_COLUMNS} from task t left join account holder on holder.id = t.assignee_id where t.id = $1`,
    [id],
  );
  return task;
}

/**
 * Reads a task with its instance and keeps both from changing until the end of the transaction. The instance is locked
 * first, as every step does, so two of them never wait for each other.
 */
export async function lockTask(tx: Tx, id: string): Promise<{ task: Task; instance: Instance } | undefined> {
  const [row] = await prepared<{ task: Task; instance: Instance }>(
    tx,
    `select row_to_json(x.*) as task, row_to_json(y.*) as instance
     from process_instance i join record r on r.id = i.record_id join task t on t.instance_id = i.id
     left join account holder on holder.id = t.assignee_id
     cross join lateral (select ${TASK_COLUMNS}) x cross join lateral (select ${INSTANCE_COLUMNS}) y
     where t.id = $1 for update of i, t`,
    [id],
  );
  return row;
}

/** Whether the task lies within what the account may know of, by the same rule as row level security. */
export function inScope(subject: Subject, task: Pick<Task, "unitId" | "orgUnitId" | "divisionCode">): boolean {
  if (task.unitId === subject.orgUnitId) return true;
  const { from, to } = divisionRange(subject.divisionCode);
  if (task.divisionCode < from || task.divisionCode > to) return false;
  return subject.seesOnly !== "unit" || task.orgUnitId === subject.orgUnitId;
}

/** Whether the account belongs to those the task is put before. */
export function isCandidate(subject: Subject, task: Pick<Task, "role" | "unitId">): boolean {
  return task.unitId === subject.orgUnitId && task.role !== null && subject.roles.includes(task.role);
}

/** Refusals of a task, in the order a person would ask: is it there, is it open, is it mine. */
export function refusalOf(subject: Subject, task: Task, stuck: boolean): AppError | null {
  if (task.assigneeId === subject.accountId) return null;
  const candidate = isCandidate(subject, task);
  if (!candidate && !inScope(subject, task)) return unknownTask();
  if (task.assigneeId !== null && candidate) {
    const detail = `这项任务已由${task.assigneeName ?? "其他人"}认领，请等待其办理，或请其释放后再办。`;
    return new AppError(409, "task-claimed", detail, { by: { id: task.assigneeId, name: task.assigneeName } });
  }
  if (candidate && task.barredId === subject.accountId) {
    const detail = `这是您本人提交的内容，“${task.name}”须由其他办理人审核，请等待其办理。`;
    return new AppError(403, "own-submission", detail);
  }
  if (candidate || (stuck && subject.permissions.includes("process.monitor"))) return null;
  return new AppError(403, "not-a-candidate", `“${task.name}”不由您办理，如有疑问请联系系统管理员。`);
}

/** The refusal for a task that is not there, or that the account may not know of. */
export function unknownTask(): AppError {
  return new AppError(404, "unknown-task", "没有找到这项任务，它可能已被撤销，或不在您的管辖范围内。");
}

/** The refusal of a task that is no longer open; says who completed it and when. */
export async function notOpen(tx: Tx, id: string): Promise<AppError> {
  const [row] = await sql<{ state: string; at: string | null; id: number | null; name: string | null }>(
    tx,
    `select t.state, t.completed_at as at, a.id, a.name from task t left join account a on a.id = t.completed_by
     where t.id = $1`,
    [id],
  );
  if (row?.state === "completed") {
    const by = { id: row.id, name: row.name };
    const detail = `这项任务已由${row.name ?? "系统"}办理完毕，您的操作没有生效，请刷新后查看结果。`;
    return new AppError(409, "task-already-completed", detail, { by, at: row.at });
  }
  return new AppError(409, "task-cancelled", "这项任务已被撤销（例如填报人撤回），无需再办理。");
}
