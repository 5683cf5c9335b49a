import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { type Instance, isRunning } from "./instance.ts";
import { type Standing, standingOf } from "./standing.ts";
import { lockTask, notOpen, type Task, unknownTask } from "./task.ts";

/** A task somebody acts on, with what is locked until the end of the transaction. */
export interface LockedTask {
  task: Task;
  instance: Instance;
  standing: Standing;
}

/** Refusals that a person who was too late should not get: he is told who was faster instead. */
const OUTRUN = new Set(["task-claimed", "already-acted", "not-your-turn"]);

/**
 * Locks an open task for somebody who may act on it.
 * @throws AppError 403, 404 or 409, each saying why and what would be allowed.
 */
export async function lockForActing(ctx: AppContext, tx: Tx, subject: Subject, id: string): Promise<LockedTask> {
  const found = await lockTask(tx, id);
  if (!found) throw unknownTask();
  const { task, instance } = found;
  const place = { processKey: instance.processKey, stuck: instance.status === "incident" };
  const { standing, refusal } = await standingOf(ctx, tx, subject, task, place);
  const gone = task.state !== "open";
  // A colleague who was too late learns who was faster; everybody else only that it is none of his business.
  if (refusal && !(gone && OUTRUN.has(refusal.code))) throw refusal;
  if (gone) throw await notOpen(tx, id);
  if (!isRunning(instance)) {
    const detail = instance.status === "suspended" ? "流程已挂起，恢复后才能办理。" : "流程已结束，无需再办理。";
    throw new AppError(409, "instance-not-running", detail);
  }
  return { task, instance, standing: standing as Standing };
}
