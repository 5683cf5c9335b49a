import { type ProcessModel, start, startTriggers, type Variables } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { finishStep } from "./after-step.ts";
import { isStarterTask } from "./candidates.ts";
import { advanceBack } from "./come-back.ts";
import type { Hand } from "./hand.ts";
import { INSTANCE_COLUMNS, type Instance, isRunning, stepOf } from "./instance.ts";
import { modelToStart, processVersion } from "./models.ts";
import { taskChanges } from "./rows.ts";
import { advance, refused, type Step } from "./step.ts";
import type { ComeBack } from "./task.ts";
import type { Written } from "./write-step.ts";

/** A submitted revision on its way into its process. */
export interface Submission {
  recordId: string;
  revisionId: string;
  /** Key the record is stored under, `<package>/<type>`. */
  recordType: string;
  /** Version the revision was filled with. */
  versionId: number;
  processKey: string;
  orgUnitId: number;
  divisionCode: string;
  /** What the record is called on desks. */
  title: string;
  /** Routing variables: the declared fields, level, unitKind, divisionCode. */
  variables: Variables;
  /** The event by which the process begins; left out where a person begins it. */
  nodeId?: string;
}

/** The outcome a submission gives the filler's own task. */
const SUBMIT = "submit";

/** Completes the filler's task wherever the step has just opened it, so that a submission goes straight to review. */
function passStarter(step: Step): Step {
  const waiting = waitingFiller(step);
  if (!waiting) return step;
  return advance(step, {
    type: "completeTask",
    taskId: waiting.task.taskId,
    ...outcomeFor(step.model, waiting.task.nodeId),
  });
}

/** A filler's task may declare its buttons; without any, no outcome is asked for. */
function outcomeFor(model: ProcessModel, nodeId: string): { outcome?: string } {
  const outcomes = model.nodes[nodeId]?.task?.outcomes ?? [];
  if (outcomes.length === 0) return { outcome: SUBMIT };
  const own = outcomes.find((outcome) => outcome.key === SUBMIT) ?? outcomes[0];
  return { outcome: own?.key ?? SUBMIT };
}

/** @throws AppError 422 where only an event begins the process, or the engine refuses. */
async function firstStep(ctx: AppContext, submission: Submission): Promise<Step & { versionId: number }> {
  const { variables, processKey, nodeId } = submission;
  const versionId = await processVersion(ctx, submission.versionId, submission.recordType, processKey);
  const model = await modelToStart(ctx, versionId, processKey);
  const at = ctx.now().toISOString();
  if (nodeId === undefined && !startTriggers(model, at).some(({ kind }) => kind === "none")) {
    throw new AppError(422, "begins-by-event", "这项填报的流程由消息或信号自动发起，不能直接上报。");
  }
  try {
    return { model, before: null, at, versionId, ...start(model, variables, at, nodeId) };
  } catch (error) {
    throw refused(error);
  }
}

/** How an instance begins besides its first step. */
interface Beginning {
  purpose?: Instance["purpose"];
  /** The filler's own task waits for the content instead of being passed by a submission. */
  isDraft?: boolean;
}

async function begin(
  ctx: AppContext,
  tx: Tx,
  hand: Hand,
  submission: Submission,
  { purpose = "fill", isDraft = false }: Beginning = {},
): Promise<[Instance, Written]> {
  const { variables: _taken, processKey, nodeId: _begun, ...rest } = submission;
  const { versionId, ...first } = await firstStep(ctx, submission);
  const step = isDraft ? first : passStarter(first);
  const instance: Instance = {
    ...rest,
    ...{ id: uuidv7(Date.parse(step.at)), versionId, processKey, purpose, status: "active", incident: null },
    ...{ startedBy: hand.accountId, state: step.state },
  };
  return [instance, await finishStep(ctx, tx, instance, step, hand, { isDraft })];
}

const waitingFiller = (step: Step) =>
  taskChanges(step.effects).opened.find(({ task, closed }) => !closed && isStarterTask(task));

/** Whether the process, begun so, first waits for the filler. @throws AppError 422 where it cannot begin. */
export async function beginsWithFiller(ctx: AppContext, submission: Submission): Promise<boolean> {
  return waitingFiller(await firstStep(ctx, submission)) !== undefined;
}

/** Begins the process of a draft at an event: its filler gets a task, and submitting completes it. */
export async function startDraft(ctx: AppContext, tx: Tx, hand: Hand, submission: Submission): Promise<void> {
  await begin(ctx, tx, hand, submission, { isDraft: true });
}

/** The filler's open task of an instance at rest, by the engine's id. */
function starterTask(model: ProcessModel, instance: Instance): { taskId: string; nodeId: string } | undefined {
  for (const token of instance.state.tokens) {
    const node = model.nodes[token.at];
    const own = node?.task && (node.task.assignment.starter || node.recordState?.editable);
    if (token.task !== undefined && own) return { taskId: token.task, nodeId: token.at };
  }
  return undefined;
}

async function resume(ctx: AppContext, tx: Tx, hand: Hand, found: Instance, submission: Submission): Promise<Written> {
  const step = await stepOf(ctx, found, ctx.now().toISOString());
  const waiting = starterTask(step.model, found);
  if (!waiting)
    throw new AppError(409, "already-submitted", "这条填报已经在审核中，不能重复提交。如需修改，请先撤回。");
  const outcome = outcomeFor(step.model, waiting.nodeId);
  const { taskId } = waiting;
  const command = { type: "completeTask" as const, taskId, variables: submission.variables, ...outcome };
  const back = await comeBackOf(tx, found.id, taskId);
  const next = advanceBack(step, command, back);
  const opening = back && { nodeId: back.nodeId, assigneeId: back.accountId };
  const instance = { ...found, title: submission.title };
  return finishStep(ctx, tx, instance, next, hand, opening ? { opening } : {});
}

async function comeBackOf(tx: Tx, instanceId: string, token: string): Promise<ComeBack | null> {
  const text = `select come_back as "comeBack" from task where instance_id = $1 and token_task_id = $2`;
  const [row] = await sql<{ comeBack: ComeBack | null }>(tx, text, [instanceId, token]);
  return row?.comeBack ?? null;
}

/**
 * Starts the process that decides whether a record is cancelled; its official revision stays in force meanwhile.
 * @throws AppError 422 where the process cannot run.
 */
export async function startCancelling(ctx: AppContext, tx: Tx, hand: Hand, submission: Submission): Promise<void> {
  await begin(ctx, tx, hand, submission, { purpose: "cancel" });
}

/**
 * Takes a submitted revision into its process: starts one, or goes on with the one that had been returned. Writes tasks,
 * history and notifications, and puts the revision in force where the process ends at once.
 * @throws AppError 409 while the revision is under review, 422 where the process cannot run.
 */
export async function submitToProcess(
  ctx: AppContext,
  tx: Tx,
  hand: Hand,
  submission: Submission,
): Promise<{ instanceId: string; status: Written["status"]; effective: boolean }> {
  const [found] = await sql<Instance>(
    tx,
    `select ${INSTANCE_COLUMNS} from process_instance i join record r on r.id = i.record_id
     where i.record_id = $1 and i.revision_id = $2 and i.ended_at is null for update of i`,
    [submission.recordId, submission.revisionId],
  );
  if (found?.status === "suspended") {
    throw new AppError(409, "instance-suspended", "这条填报的流程已被管理员挂起，恢复后才能提交，请联系系统管理员。");
  }
  if (found && isRunning(found)) {
    const written = await resume(ctx, tx, hand, found, submission);
    return { instanceId: found.id, status: written.status, effective: written.effective };
  }
  const [instance, written] = await begin(ctx, tx, hand, submission);
  return { instanceId: instance.id, status: written.status, effective: written.effective };
}
