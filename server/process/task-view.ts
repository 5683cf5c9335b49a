import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { modelOf } from "./models.ts";
import { readTask, refusalOf, type Task, unknownTask } from "./task.ts";

/** What a task's page needs besides the record. */
export interface TaskFacts {
  task: Task;
  recordId: string;
  dueAt: string | null;
  createdAt: string;
  completedAt: string | null;
  completedBy: { id: number; name: string } | null;
  outcome: string | null;
  opinion: string | null;
  /** The filler's own task, which is completed by submitting the record. */
  starter: boolean;
  instanceStatus: string;
  incident: { message: string } | null;
  /** Why this account may not act; null when it may. */
  whyNot: string | null;
}

const REST = `
  select t.record_id as "recordId", t.due_at as "dueAt", t.created_at as "createdAt", t.completed_at as "completedAt",
    t.outcome, t.opinion, done.id as "doneId", done.name as "doneName", i.status, i.incident,
    i.definition_version_id as "versionId", i.process_key as "processKey"
  from task t left join process_instance i on i.id = t.instance_id left join account done on done.id = t.completed_by
  where t.id = $1`;

interface RestRow extends Omit<TaskFacts, "task" | "completedBy" | "starter" | "instanceStatus" | "whyNot"> {
  doneId: number | null;
  doneName: string;
  status: string | null;
  versionId: number | null;
  processKey: string;
}

function reasonNot(subject: Subject, task: Task, status: string): string | null {
  if (task.state === "completed") return "这项任务已经办理完毕。";
  if (task.state === "cancelled") return "这项任务已被撤销。";
  if (status === "suspended") return "流程已挂起，恢复后才能办理。";
  return refusalOf(subject, task, status === "incident")?.message ?? null;
}

/** A task as one account sees it. @throws AppError 404 where it is out of scope. */
export async function taskFacts(ctx: AppContext, tx: Tx, subject: Subject, id: string): Promise<TaskFacts> {
  const task = await readTask(tx, id);
  if (!task) throw unknownTask();
  const [row] = await sql<RestRow>(tx, REST, [id]);
  if (!row) throw unknownTask();
  const { doneId, doneName, status, versionId, processKey, ...rest } = row;
  const model = versionId === null ? null : await modelOf(ctx, versionId, processKey);
  const node = model?.nodes[task.nodeId];
  return {
    ...rest,
    task,
    completedBy: doneId === null ? null : { id: doneId, name: doneName },
    starter: node?.task?.assignment.starter === true || node?.recordState?.editable === true,
    instanceStatus: status ?? "active",
    whyNot: reasonNot(subject, task, status ?? "active"),
  };
}

/** A uuid out of a path. @throws AppError 404 for anything else, as no such thing can exist. */
export function uuidOf(text: string | undefined): string {
  if (text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new AppError(404, "not-found", "没有找到，请检查地址是否完整。");
}
