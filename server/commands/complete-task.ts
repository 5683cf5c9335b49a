import { agrees } from "../../engine/assignment/index.ts";
import type { OutcomeModel } from "../../engine/process/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { withUniqueness } from "../models/record/unique.ts";
import { finishStep, meaningOf } from "../process/after-step.ts";
import { advanceBack } from "../process/come-back.ts";
import type { Hand } from "../process/hand.ts";
import { type Instance, stepOf } from "../process/instance.ts";
import { type LockedTask, lockForActing } from "../process/locked-task.ts";
import type { Step } from "../process/step.ts";
import type { Task } from "../process/task.ts";
import { type Vote, voteOf } from "../process/vote.ts";
import { discussAttachments } from "./discuss-attachments.ts";
import { keepVote } from "./keep-vote.ts";
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
  /** Ids of uploaded files that belong to the opinion. */
  attachments?: string[];
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

/** @throws AppError 409 when the task changed since the requester saw it. */
export function checkVersion(task: Task, lockVersion: number | undefined): void {
  if (lockVersion === undefined || lockVersion === task.lockVersion) return;
  throw new AppError(409, "stale-task", "这项任务在您打开之后有变动（例如被认领或释放），请刷新后再办理。");
}

/** A filler's task is completed by submitting the record, which validates it. @throws AppError 409. */
export function refuseStarter(step: Step, task: Task): void {
  const node = step.model.nodes[task.nodeId];
  if (!node?.task?.assignment.starter && !node?.recordState?.editable) return;
  const detail = "退回修改的任务请在填报页面改好后重新提交。";
  throw new AppError(409, "submit-the-record", detail, { recordId: task.recordId });
}

/** What came of completing a task. */
export interface Completed {
  instanceId: string;
  recordId: string;
  status: Instance["status"];
  outcome: string | null;
  /** Of a task that several decide: how the count stands while it is open. */
  counts?: Vote["counts"];
}

/** The step that the token takes: along the flow, or straight back to whoever returned it. */
function stepFor(step: Step, task: Task, { outcome, agreed }: Vote, variables: Review["variables"] | undefined): Step {
  const command = { type: "completeTask" as const, taskId: task.token, ...(outcome !== undefined && { outcome }) };
  const back = agreed && agrees(task.outcomes, outcome ?? null) ? task.comeBack : null;
  return advanceBack(step, { ...command, ...(variables && { variables }) }, back);
}

interface Given {
  id: string;
  completion: Completion;
  chosen: OutcomeModel | undefined;
  opinion: string | null;
}

async function move(
  ctx: AppContext,
  tx: Tx,
  { task, instance }: LockedTask,
  next: Step,
  hand: Hand,
  { id, chosen, opinion, completion }: Given,
): Promise<Instance["status"]> {
  const { attachments } = completion;
  const files = attachments?.length ? await discussAttachments(tx, attachments, instance.recordId, hand.accountId) : [];
  const label = { task: task.name, outcome: chosen?.key, label: chosen?.label };
  const detail = { ...label, ...(files.length > 0 && { attachments: files }), ...(hand.forId && { for: hand.forId }) };
  const event = { kind: "approved" as const, taskId: id, opinion, detail, unlessReopened: true };
  const { comeBack } = task;
  const opening = comeBack ? { opening: { nodeId: comeBack.nodeId, assigneeId: comeBack.accountId } } : {};
  return (await finishStep(ctx, tx, instance, next, hand, { event, ...opening })).status;
}

async function complete(
  ctx: AppContext,
  tx: Tx,
  requester: Requester,
  { id, completion }: Pick<Given, "id" | "completion">,
  reviewed: (review: Review) => void,
): Promise<Completed> {
  const { subject, actor } = requester;
  const found = await lockForActing(ctx, tx, subject, id);
  const { task, instance, standing } = found;
  checkVersion(task, completion.lockVersion);
  const step = await stepOf(ctx, instance, ctx.now().toISOString());
  refuseStarter(step, task);
  const chosen = chosenOutcome(task, completion);
  const review = await reviewOf(ctx, tx, standing.as, { task, instance, given: completion.data });
  const vote = voteOf(found, chosen?.key);
  const next = vote.moves ? stepFor(step, task, vote, review?.variables) : step;
  if (review) {
    reviewed(review);
    if (!vote.moves || meaningOf(next) !== "reopened") requireComplete(review);
    if (review.changed) await writeReview(ctx, tx, requester, review, id);
  }
  const opinion = completion.opinion?.trim() || null;
  const given = { id, completion, chosen, opinion };
  const { accountId, orgUnitId } = subject;
  const hand = { accountId, orgUnitId, opinion, taskId: id, forId: standing.forId };
  if (standing.seat) await keepVote(tx, found, vote, { hand, chosen, at: step.at });
  const status = vote.moves ? await move(ctx, tx, found, next, hand, given) : instance.status;
  const { recordId } = instance;
  const told = { recordId, outcome: chosen?.key ?? null, ...(standing.forId && { for: standing.forId }) };
  await audit(tx, actor, { action: "task.complete", target: `task/${id}`, detail: told });
  const counts = vote.moves ? {} : { counts: vote.counts };
  return { instanceId: instance.id, recordId, status, outcome: chosen?.key ?? null, ...counts };
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
