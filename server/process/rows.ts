import type { Effect, OpenTask, ProcessModel } from "../../engine/process/index.ts";
import { MAX_ATTEMPTS } from "../jobs/enqueue.ts";
import { namedUuid } from "./named-uuid.ts";
import type { Step } from "./step.ts";
import type { OpenedTask } from "./task-rows.ts";

/** A job row that an effect puts into the table. */
export interface JobRow {
  id: string;
  kind: string;
  payload: unknown;
  runAt: string | null;
  maxAttempts: number;
}

/** A row of an instance's own history, for the picture and for people. */
export interface EventRow {
  kind: string;
  node: string | null;
  flow: string | null;
  detail?: Record<string, unknown>;
}

/** Kind of the job that fires a timer. */
export const TIMER_JOB = "process-timer";
/** What the kinds of jobs that service tasks run begin with. */
export const SERVICE_JOB = "process-job:";
/** Kind of the job that hands a thrown message to whoever waits for it. */
export const MESSAGE_JOB = "process-message";
/** Kind of the job that hands a thrown signal to all other instances that wait for it. */
export const SIGNAL_JOB = "process-signal";

/** The row of the job that fires a timer. */
export const timerJobId = (instanceId: string, timerId: string): string => namedUuid(instanceId, "timer", timerId);
/** The row of the job that a service task waits for. */
export const serviceJobId = (instanceId: string, jobId: string): string => namedUuid(instanceId, "job", jobId);

/** Kind of the job that looks after a task whose working days are over. */
export const DUE_JOB = "task-due";

/** The row of the job that looks after a task's due date. */
export const dueJobId = (taskId: string): string => namedUuid(taskId, "due");

/** Jobs for tasks with a declared due date; each looks once whether its task is still open. */
export function dueJobs(model: ProcessModel, opened: readonly OpenedTask[]): JobRow[] {
  return opened.flatMap(({ id, task, dueAt }) => {
    if (!dueAt || !model.nodes[task.nodeId]?.task?.rules?.due) return [];
    return [{ id: dueJobId(id), kind: DUE_JOB, payload: { taskId: id }, runAt: dueAt, maxAttempts: 20 }];
  });
}

/** What differs between the lists of the state before and after, by id. */
function difference<T extends { id: string }>(before: readonly T[], after: readonly T[]): { gone: T[]; come: T[] } {
  const old = new Set(before.map((each) => each.id));
  const now = new Set(after.map((each) => each.id));
  return { gone: before.filter((each) => !now.has(each.id)), come: after.filter((each) => !old.has(each.id)) };
}

/** Timers to keep and to drop; each armed timer is a job due at its time. */
export function timerRows(step: Step, instanceId: string) {
  const { gone, come } = difference(step.before?.timers ?? [], step.state.timers);
  return {
    armed: come.map((timer) => ({
      timer: timer.id,
      node: timer.node,
      due: timer.due,
      job: timerJobId(instanceId, timer.id),
      payload: { instanceId, timerId: timer.id },
    })),
    disarmed: gone.map((timer) => ({ timer: timer.id, job: timerJobId(instanceId, timer.id) })),
  };
}

/** Messages and signals the instance now waits for, and those it no longer does; conditions are its own business. */
export function subscriptionRows(step: Step) {
  const { gone, come } = difference(step.before?.subscriptions ?? [], step.state.subscriptions);
  return {
    subscribed: come.flatMap(({ id, node, message, signal, key }) => {
      const name = message ?? signal;
      if (name === undefined) return [];
      return [{ id, node, kind: message === undefined ? "signal" : "message", message: name, key: key ?? null }];
    }),
    unsubscribed: gone.map((each) => each.id),
  };
}

function thrownJob(id: string, kind: string, payload: unknown): JobRow {
  return { id, kind, payload, runAt: null, maxAttempts: MAX_ATTEMPTS };
}

/** Jobs that service tasks, thrown messages and signals put into the table, and those no longer wanted. */
export function jobRows(step: Step, instanceId: string): { put: JobRow[]; cancelled: string[] } {
  const put: JobRow[] = [];
  const cancelled: string[] = [];
  step.effects.forEach((effect, index) => {
    if (effect.type === "runJob") {
      const { jobId, nodeId, name, headers, inputs } = effect;
      put.push({
        id: serviceJobId(instanceId, jobId),
        kind: `${SERVICE_JOB}${effect.jobType}`,
        payload: { instanceId, jobId, nodeId, name, headers, inputs },
        runAt: null,
        maxAttempts: Math.max(1, effect.retries),
      });
    } else if (effect.type === "cancelJob") {
      cancelled.push(serviceJobId(instanceId, effect.jobId));
    } else if (effect.type === "throwMessage") {
      const { message, correlationKey } = effect;
      const payload = { message, correlationKey, thrownBy: instanceId };
      put.push(thrownJob(namedUuid(instanceId, "message", step.state.seq, index), MESSAGE_JOB, payload));
    } else if (effect.type === "throwSignal") {
      const payload = { signal: effect.signal, thrownBy: instanceId };
      put.push(thrownJob(namedUuid(instanceId, "signal", step.state.seq, index), SIGNAL_JOB, payload));
    }
  });
  const open = new Set(put.map((job) => job.id));
  return { put: put.filter((job) => !cancelled.includes(job.id)), cancelled: cancelled.filter((id) => !open.has(id)) };
}

function eventOf(effect: Effect): EventRow | null {
  switch (effect.type) {
    case "enter":
      return { kind: "enter", node: effect.nodeId, flow: effect.flowId ?? null };
    case "take":
      return { kind: "take", node: effect.nodeId, flow: effect.flowId };
    case "cancel":
    case "move":
      return { kind: effect.type, node: effect.nodeId, flow: null };
    case "incident":
      return { kind: "incident", node: effect.nodeId, flow: null, detail: { message: effect.message } };
    case "end":
      return { kind: "end", node: effect.nodeId ?? null, flow: null, detail: endDetail(effect) };
    default:
      return null;
  }
}

function endDetail({ outcome, errorCode }: Extract<Effect, { type: "end" }>): Record<string, unknown> {
  return { outcome, ...(errorCode !== undefined && { errorCode }) };
}

/** The history of a step; leaving a node is told by the flow taken or the task completed, so it has no row. */
export function eventRows(effects: readonly Effect[]): EventRow[] {
  return effects.flatMap((effect) => eventOf(effect) ?? []);
}

/** Tasks this step opened and did not close again, and those it closed that were open before. */
export function taskChanges(effects: readonly Effect[]) {
  const closed = new Map<string, Extract<Effect, { type: "closeTask" }>>();
  for (const effect of effects) if (effect.type === "closeTask") closed.set(effect.taskId, effect);
  const opened = effects.filter((effect): effect is OpenTask => effect.type === "openTask");
  const openedIds = new Set(opened.map((task) => task.taskId));
  return {
    opened: opened.map((task) => ({ task, closed: closed.get(task.taskId) ?? null })),
    closed: [...closed.values()].filter((effect) => !openedIds.has(effect.taskId)),
  };
}
