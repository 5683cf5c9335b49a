import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { modelOf } from "./models.ts";
import { type Standing, standingOf } from "./standing.ts";
import { readTask, type Task, unknownTask } from "./task.ts";

/** What a task's page needs besides the record. */
export interface TaskFacts {
  task: Task;
  recordId: string;
  dueAt: string | null;
  createdAt: string;
  completedAt: string | null;
  completedBy: { id: number; name: string } | null;
  completedFor: string | null;
  outcome: string | null;
  opinion: string | null;
  openedAt: string | null;
  urgedAt: string | null;
  urgedCount: number;
  /** Why a rule did not let it pass by itself, or why it lies here. */
  reasons: string[] | null;
  startedBy: number | null;
  /** The filler's own task, which is completed by submitting the record. */
  starter: boolean;
  instanceStatus: string;
  incident: { message: string } | null;
  /** Why this account may not act; null when it may. */
  whyNot: string | null;
  /** In what place it may act. */
  standing: Standing | null;
}

const REST = `
  select t.record_id as "recordId", t.due_at as "dueAt", t.created_at as "createdAt", t.completed_at as "completedAt",
    t.outcome, t.opinion, done.id as "doneId", done.name as "doneName", principal.name as "completedFor",
    t.opened_at as "openedAt", t.urged_at as "urgedAt", t.urged_count as "urgedCount", t.reasons,
    i.started_by as "startedBy", i.status, i.incident, i.definition_version_id as "versionId",
    i.process_key as "processKey", (i.state ->> 'latest')::bigint as latest
  from task t left join process_instance i on i.id = t.instance_id left join account done on done.id = t.completed_by
  left join account principal on principal.id = t.completed_for
  where t.id = $1`;

interface RestRow
  extends Omit<TaskFacts, "task" | "completedBy" | "starter" | "instanceStatus" | "whyNot" | "standing"> {
  doneId: number | null;
  doneName: string;
  status: string | null;
  versionId: number | null;
  processKey: string | null;
  latest: number | null;
}

function closedReason(task: Task, status: string | null): string | null {
  if (task.state === "completed") return "这项任务已经办理完毕。";
  if (task.state === "cancelled") return "这项任务已被撤销。";
  return status === "suspended" ? "流程已挂起，恢复后才能办理。" : null;
}

/** A task as one account sees it. @throws AppError 404 where it is out of scope. */
export async function taskFacts(ctx: AppContext, tx: Tx, subject: Subject, id: string): Promise<TaskFacts> {
  const task = await readTask(tx, id);
  if (!task) throw unknownTask();
  const [row] = await sql<RestRow>(tx, REST, [id]);
  if (!row) throw unknownTask();
  const { doneId, doneName, status, versionId, processKey, latest, ...rest } = row;
  const model =
    versionId === null || processKey === null ? null : await modelOf(ctx, versionId, processKey, latest ?? undefined);
  const node = model?.nodes[task.nodeId];
  const closed = closedReason(task, status);
  const place = { processKey: processKey ?? "", stuck: status === "incident" };
  const found = closed === null ? await standingOf(ctx, tx, subject, task, place) : null;
  return {
    ...rest,
    task,
    completedBy: doneId === null ? null : { id: doneId, name: doneName },
    starter: node?.task?.assignment.starter === true || node?.recordState?.editable === true,
    instanceStatus: status ?? "active",
    whyNot: closed ?? found?.refusal?.message ?? null,
    standing: found?.standing ?? null,
  };
}

/** Notes that somebody who may act has looked: from now on the one before cannot take it back. */
export async function markOpened(tx: Tx, id: string, at: string): Promise<void> {
  await sql(tx, "update task set opened_at = $2 where id = $1 and opened_at is null", [id, at]);
}

/** A uuid out of a path. @throws AppError 404 for anything else, as no such thing can exist. */
export function uuidOf(text: string | undefined): string {
  if (text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new AppError(404, "not-found", "没有找到，请检查地址是否完整。");
}
