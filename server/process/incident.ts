import type { State } from "../../engine/process/index.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { Instance } from "./instance.ts";
import type { Step } from "./step.ts";
import type { OpenedTask } from "./task-rows.ts";

/** What went wrong: background work given up, a timer, message or signal with no way on, nobody to ask, a dead end, a step refused. */
export type IncidentKind = "job" | "timer" | "message" | "candidate" | "stuck" | "fault";

/** What the engine's state holds while an incident is unsolved: the token where it rests, what it waits for there. */
export interface Waits {
  at?: string;
  token?: string;
  task?: string;
  job?: string;
  timer?: string;
  /** The message or the signal that could not be taken in, and the subscription that waits for it. */
  message?: { name: string; correlationKey?: string };
  signal?: string;
  subscription?: string;
}

/** Why an instance needs somebody's help; kept until what it waits for has been passed. */
export interface Incident {
  id: string;
  kind: IncidentKind;
  at: string;
  nodeId: string;
  message: string;
  /** The engine's word for a refused step. */
  code?: string;
  waits: Waits;
}

const noCandidate = (name: string): string =>
  `任务“${name}”没有可以办理的人员：对应单位没有启用的账号担任该角色。请系统管理员为该单位设置人员，或代为办理。`;

/** Whether the state still waits where the incident happened. */
export function stillWaits(state: State, { waits }: Pick<Incident, "waits">): boolean {
  if (state.status !== "active") return false;
  if (waits.timer !== undefined) return state.timers.some((timer) => timer.id === waits.timer);
  if (waits.subscription !== undefined) return state.subscriptions.some(({ id }) => id === waits.subscription);
  return state.tokens.some(
    (token) =>
      (waits.token === undefined || token.id === waits.token) &&
      (waits.at === undefined || token.at === waits.at) &&
      (waits.task === undefined || token.task === waits.task) &&
      (waits.job === undefined || token.job === waits.job),
  );
}

function leftBehind(step: Step, incident: Incident): boolean {
  const { job } = incident.waits;
  const again = job !== undefined && step.effects.some((effect) => effect.type === "runJob" && effect.jobId === job);
  return !again && stillWaits(step.state, incident);
}

/** What an incident at a node waits for, read from the state it happened in. */
export function waitsAt(state: State, where: Omit<Waits, "at" | "token"> & { nodeId?: string }): Waits {
  const { nodeId, job, task, timer, subscription } = where;
  if (timer !== undefined) return { timer };
  if (subscription !== undefined) return where;
  const token = state.tokens.find((each) =>
    job !== undefined ? each.job === job : task !== undefined ? each.task === task : each.at === nodeId,
  );
  if (!token) return {};
  return {
    at: token.at,
    token: token.id,
    ...(token.task !== undefined && { task: token.task }),
    ...(token.job !== undefined && { job: token.job }),
  };
}

function told(step: Step): Incident[] {
  return step.effects.flatMap((effect) => {
    if (effect.type !== "incident") return [];
    const { nodeId, message, jobId: job } = effect;
    const waits = waitsAt(step.state, { nodeId, ...(job !== undefined && { job }) });
    const kind: IncidentKind = job === undefined ? "stuck" : "job";
    return [{ id: uuidv7(Date.parse(step.at)), kind, at: step.at, nodeId, message, waits }];
  });
}

function lonely(step: Step, opened: readonly OpenedTask[]): Incident[] {
  return opened
    .filter(({ candidates }) => !candidates.found)
    .map(({ task }) => ({
      ...{ id: uuidv7(Date.parse(step.at)), kind: "candidate" as const, at: step.at, nodeId: task.nodeId },
      message: noCandidate(task.name),
      waits: waitsAt(step.state, { task: task.taskId }),
    }));
}

/** The incidents of an instance after a step: those still there, those new, and the ids of those solved by it. */
export function incidentsAfter(step: Step, opened: readonly OpenedTask[], before: readonly Incident[]) {
  const fresh = [...told(step), ...lonely(step, opened)].filter((incident) => stillWaits(step.state, incident));
  const kept = before.filter((incident) => leftBehind(step, incident));
  const solved = before.filter((incident) => !kept.includes(incident)).map(({ id }) => id);
  return { fresh, kept, solved, latest: fresh.at(-1) ?? kept.at(-1) ?? null };
}

/** The status an instance has after a step; a suspended one stays so until it is resumed. */
export function statusOf(step: Step, incident: Incident | null, before: Instance["status"]): Instance["status"] {
  const end = step.effects.findLast((effect) => effect.type === "end");
  if (end) return end.outcome === "completed" ? "completed" : "terminated";
  if (before === "suspended") return "suspended";
  return incident ? "incident" : "active";
}
