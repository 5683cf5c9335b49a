import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { holdRunningJob } from "../jobs/hold.ts";
import { type Job, PermanentJobError } from "../jobs/job.ts";
import { finishStep } from "./after-step.ts";
import { resolveCandidates } from "./candidates.ts";
import { nobody } from "./hand.ts";
import { type Instance, isRunning, stepOf } from "./instance.ts";
import type { Notice } from "./notices.ts";
import { recordOperation } from "./operation.ts";
import { agreeingOutcome } from "./plan.ts";
import { reportFault } from "./report-fault.ts";
import { returnStep, returnTargets } from "./return-targets.ts";
import { seatsOf } from "./seats.ts";
import { advance, type Step } from "./step.ts";
import { lockTask, type Task } from "./task.ts";
import { tell } from "./tell.ts";

interface Overdue {
  tx: Tx;
  task: Task;
  instance: Instance;
  step: Step;
}

async function notify({ tx, task, instance, step }: Overdue, title: string): Promise<void> {
  const seats = task.seated ? await seatsOf(tx, task.id) : [];
  const turns = seats.filter(({ state }) => state === "open").map(({ accountId }) => accountId);
  const people = task.assigneeId === null ? turns : [task.assigneeId, ...turns];
  const group = { unit: task.unitId, role: task.role, account: null };
  const to = people.length > 0 ? people.map((account) => ({ unit: null, role: null, account })) : [group];
  const rest = { kind: "taskDue", title, body: null, link: `/tasks/${task.id}`, sender: null, at: step.at };
  await tell(
    tx,
    to.map((each): Notice => ({ id: uuidv7(Date.parse(step.at)), ...each, ...rest })),
  );
  const detail = { name: task.name };
  await recordOperation(tx, instance, { kind: "reminded", taskId: task.id, accountId: null, detail, at: step.at });
}

const ESCALATE = `
  update task set candidate_unit_id = $2, candidate_role = $3, assignee_id = null, opened_at = null,
    lock_version = lock_version + 1 where id = $1`;

/** The same role one level up takes the task over; where there is none, those who have it are reminded. */
async function escalate(ctx: AppContext, overdue: Overdue): Promise<void> {
  const { tx, task, instance, step } = overdue;
  const node = step.model.nodes[task.nodeId]?.task;
  const role = task.role ?? node?.assignment.role ?? null;
  if (task.seated || task.unitId === null || role === null) return remind(overdue);
  const assignment = { role, unit: "parent" as const, policyWhenNone: "parent" as const };
  const effect = { type: "openTask" as const, taskId: task.token, tokenId: "", nodeId: task.nodeId, name: task.name };
  const above = { ...effect, assignment, formRights: [], outcomes: [] };
  const [found] = await resolveCandidates({ ctx, tx }, [above], { orgUnitId: task.unitId, startedBy: null });
  if (!found?.found || found.unitId === null) return remind(overdue);
  await sql(tx, ESCALATE, [task.id, found.unitId, role]);
  const raised = { ...overdue, task: { ...task, role, unitId: found.unitId, assigneeId: null } };
  await notify(raised, `“${instance.title}”超过办理期限，已升级由您办理：${task.name}`);
  const detail = { name: task.name, unit: found.unitId };
  await recordOperation(tx, instance, { kind: "escalated", taskId: task.id, accountId: null, detail, at: step.at });
}

function remind(overdue: Overdue): Promise<void> {
  const { instance, task } = overdue;
  return notify(overdue, `“${instance.title}”已超过办理期限，请尽快办理：${task.name}`);
}

async function pass(ctx: AppContext, { tx, task, instance, step }: Overdue): Promise<void> {
  const chosen = agreeingOutcome(task.outcomes);
  const next = advance(step, { type: "completeTask", taskId: task.token, ...chosen });
  const opinion = "超过办理期限，按流程设置自动通过。";
  const label = task.outcomes.find(({ key }) => key === chosen.outcome)?.label;
  const detail = { task: task.name, label, automatic: true };
  const event = { kind: "approved" as const, taskId: task.id, opinion, detail };
  await finishStep(ctx, tx, instance, next, { ...nobody, opinion, taskId: task.id }, { event });
}

async function sendBack(ctx: AppContext, overdue: Overdue): Promise<void> {
  const { tx, task, instance, step } = overdue;
  const targets = await returnTargets(tx, step, instance, task);
  const target = targets.find(({ starter }) => starter);
  if (!target) return remind(overdue);
  const opinion = "超过办理期限，按流程设置退回。";
  const event = {
    kind: "sentBack" as const,
    taskId: task.id,
    opinion,
    detail: { task: task.name },
    unlessReopened: true,
  };
  const hand = { ...nobody, opinion, taskId: task.id };
  await finishStep(ctx, tx, instance, returnStep(step, task, target.nodeId), hand, { event });
}

/**
 * What the model says happens, once, with a task whose working days are over; an open one only. Where the model cannot go
 * on, no repetition mends that, so somebody has to look.
 */
export async function handleDue(
  job: Job<{ taskId: string }>,
  tools: { ctx: AppContext },
): Promise<{ handled: string | null }> {
  try {
    return await handle(job, tools);
  } catch (thrown) {
    const error = await reportFault(tools.ctx, thrown);
    throw error === thrown || !(error instanceof AppError) ? thrown : new PermanentJobError(error.message);
  }
}

async function dueOf(tx: Tx, id: string): Promise<string | null> {
  const [row] = await sql<{ due: string | null }>(tx, "select due_at as due from task where id = $1", [id]);
  return row?.due ?? null;
}

function handle(job: Job<{ taskId: string }>, { ctx }: { ctx: AppContext }): Promise<{ handled: string | null }> {
  return inTransaction(ctx, "system", async (tx) => {
    const found = await lockTask(tx, job.payload.taskId);
    if (found?.task.state !== "open") return { handled: null };
    const { task, instance } = found;
    // This run may have begun before the instance was suspended, and go on after it was resumed with a later date.
    const dueAt = await dueOf(tx, task.id);
    const isEarly = dueAt !== null && Date.parse(dueAt) > Date.parse(await ctx.clock(tx));
    if (instance.status === "suspended" || isEarly) {
      await holdRunningJob(tx, job.id, instance.status === "suspended" ? undefined : (dueAt ?? undefined));
      return { handled: null };
    }
    const text = "update task set due_handled_at = $2 where id = $1 and due_handled_at is null returning id";
    const at = ctx.now().toISOString();
    const [first] = await sql(tx, text, [task.id, at]);
    if (!first || !isRunning(instance)) return { handled: null };
    const step = await stepOf(ctx, instance, at);
    const rule = step.model.nodes[task.nodeId]?.task?.rules?.due?.onDue ?? "remind";
    const overdue = { tx, task, instance, step };
    if (rule === "remind") await remind(overdue);
    else if (rule === "escalate") await escalate(ctx, overdue);
    else if (rule === "pass") await pass(ctx, overdue);
    else await sendBack(ctx, overdue);
    return { handled: rule };
  });
}
