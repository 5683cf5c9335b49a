import type { Instance } from "./instance.ts";
import type { Step } from "./step.ts";
import type { OpenedTask } from "./task-rows.ts";

/** Why an instance needs somebody's help; kept until its node has been passed. */
export interface Incident {
  at: string;
  nodeId: string;
  message: string;
  /** The engine's id of the job that was given up, or of the timer it could not go on from. */
  jobId?: string;
  timerId?: string;
}

const noCandidate = (name: string): string =>
  `任务“${name}”没有可以办理的人员：对应单位没有启用的账号担任该角色。请系统管理员为该单位设置人员，或代为办理。`;

function leftBehind(step: Step, incident: Incident): boolean {
  const touched = step.effects.some((effect) => "nodeId" in effect && effect.nodeId === incident.nodeId);
  return !touched && step.state.tokens.some((token) => token.at === incident.nodeId);
}

/** The incident an instance has after a step: a new one, or the old one while nothing happened at its node. */
export function incidentOf(step: Step, opened: readonly OpenedTask[], before: Incident | null): Incident | null {
  const told = step.effects.findLast((effect) => effect.type === "incident");
  if (told) {
    const { nodeId, message, jobId } = told;
    return { at: step.at, nodeId, message, ...(jobId !== undefined && { jobId }) };
  }
  const lonely = opened.find(({ candidates, task }) => !candidates.found && task.assignment.policyWhenNone !== "admin");
  if (lonely) return { at: step.at, nodeId: lonely.task.nodeId, message: noCandidate(lonely.task.name) };
  return before && leftBehind(step, before) ? before : null;
}

/** The status an instance has after a step. */
export function statusOf(step: Step, incident: Incident | null): Instance["status"] {
  const end = step.effects.findLast((effect) => effect.type === "end");
  if (end) return end.outcome === "completed" ? "completed" : "terminated";
  return incident ? "incident" : "active";
}
