import type { OutcomeModel } from "../../engine/process/index.ts";
import { audit } from "../audit/audit.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { withUniqueness } from "../models/record/unique.ts";
import { finishStep, meaningOf } from "../process/after-step.ts";
import { type Instance, isRunning, stepOf } from "../process/instance.ts";
import { advance, type Step } from "../process/step.ts";
import { lockTask, notOpen, refusalOf, type Task, unknownTask } from "../process/task.ts";
import type { Requester } from "./requester.ts";
import { type Review, requireComplete, reviewOf, writeReview } from "./review-data.ts";
import { scopeOf } from "./save-record.ts";

/** What somebody decides on a task. */
export interface Completion {
  outcome?: string;
  opinion?: string;
  /** The whole content as the task shows it, changed where the task's field rights allow. */
  data?: Record<string, unknown>;
  lockVersion?: number;
}

function chosenOutcome(task: Task, { outcome, opinion }: Completion): OutcomeModel | undefined {
  if (task.outcomes.length === 0 && outcome === undefined) return undefined;
  const chosen = task.outcomes.find((each) => each.key === outcome);
  if (!chosen) {
    const labels = task.outcomes.map((each) => `“${each.label}”`).join("、");
    const message = labels === "" ? "这项任务不区分办理结果，请去掉 outcome" : `请选择办理结果：${labels}`;
    throw new AppError(422, "unknown-outcome", `${message}。`, { errors: [{ pointer: "/outcome", message }] });
  }
  if (chosen.opinion === "required" && !opinion?.trim()) {
    const message = `请填写${chosen.label}意见`;
    throw new AppError(422, "opinion-required", `${message}。`, { errors: [{ pointer: "/opinion", message }] });
  }
  return chosen;
}

function checkVersion(task: Task, lockVersion: number | undefined): void {
  if (lockVersion === undefined || lockVersion === task.lockVersion) return;
  throw new AppError(409, "stale-task", "这项任务在您打开之后有变动（例如被认领或释放），请刷新后再办理。");
}

/** A filler's task is completed by submitting the record, which validates it. */
function refuseStarter(step: Step, task: Task, instance: Instance): void {
  const node = step.model.nodes[task.nodeId];
  if (!node?.task?.assignment.starter && !node?.recordState?.editable) return;
  const detail = "退回修改的任务请在填报页面改好后重新提交。";
  throw new AppError(409, "submit-the-record", detail, { recordId: instance.recordId });
}

async function locked(tx: Tx, subject: Subject, id: string): Promise<{ task: Task; instance: Instance }> {
  const found = await lockTask(tx, id);
  if (!found) throw unknownTask();
  const { task, instance } = found;
  const refusal = refusalOf(subject, task, instance.status === "incident");
  const gone = task.state !== "open";
  // A colleague who was too late learns who was faster; everybody else only that it is none of his business.
  if (refusal && !(gone && refusal.code === "task-claimed")) throw refusal;
  if (gone) throw await notOpen(tx, id);
  if (!isRunning(instance)) throw new AppError(409, "instance-not-running", "流程已结束或已挂起，暂不能办理。");
  return found;
}

interface Completed {
  instanceId: string;
  recordId: string;
  status: Instance["status"];
  outcome: string | null;
}

async function complete(
  ctx: AppContext,
  tx: Tx,
  requester: Requester,
  { id, completion }: { id: string; completion: Completion },
  reviewed: (review: Review) => void,
): Promise<Completed> {
  const { subject, actor } = requester;
  const { task, instance } = await locked(tx, subject, id);
  checkVersion(task, completion.lockVersion);
  const step = await stepOf(ctx, instance, ctx.now().toISOString());
  refuseStarter(step, task, instance);
  const chosen = chosenOutcome(task, completion);
  const review = await reviewOf(ctx, tx, subject, { task, instance, given: completion.data });
  const opinion = completion.opinion?.trim() || null;
  const command = { type: "completeTask" as const, taskId: task.token, ...(chosen && { outcome: chosen.key }) };
  const next = advance(step, { ...command, ...(review && { variables: review.variables }) });
  if (review) {
    reviewed(review);
    if (meaningOf(next) !== "reopened") requireComplete(review);
    if (review.changed) await writeReview(ctx, tx, requester, review, id);
  }
  const hand = { accountId: subject.accountId, orgUnitId: subject.orgUnitId, opinion };
  const detail = { task: task.name, outcome: chosen?.key, label: chosen?.label };
  const event = { kind: "approved" as const, taskId: id, opinion, detail, unlessReopened: true };
  const written = await finishStep(ctx, tx, instance, next, hand, { event });
  const { recordId } = instance;
  const told = { recordId, outcome: chosen?.key ?? null };
  await audit(tx, actor, { action: "task.complete", target: `task/${id}`, detail: told });
  return { instanceId: instance.id, recordId, status: written.status, outcome: chosen?.key ?? null };
}

/**
 * Completes a task in one transaction: whoever comes second waits for the row, finds it closed and gets a conflict.
 * @throws AppError 403, 404, 409 or 422, each saying what to do.
 */
export function completeTask(
  ctx: AppContext,
  requester: Requester,
  id: string,
  completion: Completion,
): Promise<Completed> {
  let review: Review | undefined;
  const refused = () =>
    review && { resolved: review.record.resolved, data: review.data, scope: scopeOf(review.record) };
  return withUniqueness(ctx, requester.subject, refused, () =>
    inTransaction(ctx, "system", (tx) =>
      complete(ctx, tx, requester, { id, completion }, (found) => {
        review = found;
      }),
    ),
  );
}
