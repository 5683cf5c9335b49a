import type { Variables } from "../../engine/process/index.ts";
import { AppError } from "../http/problem.ts";
import type { Incident } from "./incident.ts";
import { advance, type Step } from "./step.ts";

/** One thing an administrator does to a running instance; several together are one step. */
export type RepairAction =
  | { type: "variables"; set: Variables }
  | { type: "move"; from?: string[]; to: string }
  | { type: "retry"; incidentId: string }
  | { type: "resolve"; incidentId: string }
  | { type: "assign"; taskId: string; accountId: number };

function incidentOf(incidents: readonly Incident[], id: string): Incident {
  const found = incidents.find((incident) => incident.id === id);
  if (found) return found;
  throw new AppError(409, "incident-solved", "这个问题已经处理过了，请刷新后查看。");
}

/** Does once more what an incident stopped. @throws AppError 409 where there is nothing to do again, or the engine's. */
export function retried(step: Step, { kind, waits, nodeId }: Incident): Step {
  if (kind === "job" && waits.job !== undefined) return advance(step, { type: "retryJob", jobId: waits.job });
  if (kind === "timer" && waits.timer !== undefined) return advance(step, { type: "fireTimer", timerId: waits.timer });
  if (kind === "message" && waits.message) {
    const { subscription: subscriptionId } = waits;
    const which = subscriptionId === undefined ? {} : { subscriptionId };
    return advance(step, { type: "publishMessage", ...waits.message, ...which });
  }
  if (kind === "message" && waits.signal) return advance(step, { type: "broadcastSignal", signal: waits.signal });
  // To look for people again is to open the task anew where it is.
  if (kind === "candidate" && waits.token !== undefined) {
    return advance(step, { type: "move", from: [waits.token], to: waits.at ?? nodeId });
  }
  throw new AppError(409, "nothing-to-retry", "这个问题不能重试，请修改流程变量、移动流程，或请办理人重新办理。");
}

function apply(step: Step, action: RepairAction, incidents: readonly Incident[]): Step {
  switch (action.type) {
    case "variables":
      return advance(step, { type: "evaluateConditions", variables: action.set });
    case "move":
      return advance(step, { type: "move", from: action.from ?? "all", to: action.to });
    case "retry":
      return retried(step, incidentOf(incidents, action.incidentId));
    case "resolve":
      incidentOf(incidents, action.incidentId);
      return step;
    case "assign":
      return step;
  }
}

/** Applies the actions that concern the engine, in their order. @throws AppError 409 or 422 with the reason. */
export function repaired(step: Step, actions: readonly RepairAction[], incidents: readonly Incident[]): Step {
  return actions.reduce((now, action) => apply(now, action, incidents), step);
}
