import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { holdJobs, wakeJobs } from "../jobs/hold.ts";
import { lockForAdministrator, tellHistory, tellStarter } from "../process/administration.ts";
import { heldMessageId } from "../process/deliver-message.ts";
import type { Instance } from "../process/instance.ts";
import { dueJobId, serviceJobId } from "../process/rows.ts";
import { shiftDue } from "../process/shift-due.ts";
import type { Requester } from "./requester.ts";

const STOP_TIMERS = `
  update process_timer set remaining = due_at - $2::timestamptz where instance_id = $1 returning job_id as id`;

const START_TIMERS = `
  update process_timer set due_at = $2::timestamptz + remaining, remaining = null
  where instance_id = $1 and remaining is not null returning timer_id as timer, job_id as id, due_at as due`;

const DUE = "select id from task where instance_id = $1 and state = 'open' and due_at is not null";

const SAVE = `
  update process_instance set status = $2, suspended_at = $3, state = $4, lock_version = lock_version + 1 where id = $1`;

const jobsOf = ({ id, state }: Instance): string[] => [
  ...state.tokens.flatMap((token) => (token.job === undefined ? [] : [serviceJobId(id, token.job)])),
  ...state.subscriptions.map((subscription) => heldMessageId(id, subscription.id)),
];

/** Stops an instance where it stands: nobody can act on it, timers keep the time they have left, jobs wait. */
export async function suspendProcess(ctx: AppContext, requester: Requester, id: string, reason: string): Promise<void> {
  await inTransaction(ctx, requester.subject, async (tx) => {
    const instance = await lockForAdministrator(tx, id);
    if (instance.status === "suspended")
      throw new AppError(409, "already-suspended", "这个流程已经挂起，无需再次挂起。");
    const at = ctx.now().toISOString();
    const timers = await sql<{ id: string }>(tx, STOP_TIMERS, [id, at]);
    const tasks = await sql<{ id: string }>(tx, DUE, [id]);
    const due = tasks.map((task) => dueJobId(task.id));
    await holdJobs(tx, [...timers.map((timer) => timer.id), ...due, ...jobsOf(instance)]);
    await sql(tx, SAVE, [id, "suspended", at, JSON.stringify(instance.state)]);
    await told(tx, requester, instance, { kind: "suspend", what: "已被管理员挂起", reason, at });
  });
}

async function suspendedAt(tx: Tx, id: string): Promise<string> {
  const [row] = await sql<{ at: string }>(tx, "select suspended_at as at from process_instance where id = $1", [id]);
  return (row as { at: string }).at;
}

/** Lets a suspended instance go on; each timer gets the time it had left, each open task's deadline the time lost. */
export async function resumeProcess(ctx: AppContext, requester: Requester, id: string, reason: string): Promise<void> {
  await inTransaction(ctx, requester.subject, async (tx) => {
    const instance = await lockForAdministrator(tx, id);
    if (instance.status !== "suspended") throw new AppError(409, "not-suspended", "这个流程没有挂起，无需恢复。");
    const at = ctx.now().toISOString();
    // A deadline stands still with the instance.
    const tasks = await shiftDue(ctx, tx, instance, { from: await suspendedAt(tx, id), to: at });
    const started = await sql<{ timer: string; id: string; due: string }>(tx, START_TIMERS, [id, at]);
    const due = new Map(started.map((row) => [row.timer, row.due]));
    const timers = instance.state.timers.map((timer) => ({ ...timer, due: due.get(timer.id) ?? timer.due }));
    await wakeJobs(tx, [
      ...started.map((row) => ({ id: row.id, runAt: row.due })),
      ...tasks.map((task) => ({ id: dueJobId(task.id), runAt: task.due })),
      ...jobsOf(instance).map((job) => ({ id: job, runAt: at })),
    ]);
    const status = instance.incident === null ? "active" : "incident";
    await sql(tx, SAVE, [id, status, null, JSON.stringify({ ...instance.state, timers })]);
    await told(tx, requester, instance, { kind: "resume", what: "已恢复办理", reason, at });
  });
}

async function told(
  tx: Tx,
  requester: Requester,
  instance: Instance,
  { kind, what, reason, at }: { kind: "suspend" | "resume"; what: string; reason: string; at: string },
): Promise<void> {
  await tellHistory(tx, requester, instance.id, { kind, at, reason });
  await tellStarter(tx, requester, instance, { what, reason, at });
  const detail = { reason, recordId: instance.recordId };
  await audit(tx, requester.actor, { action: `process.${kind}`, target: `process/${instance.id}`, detail });
}
