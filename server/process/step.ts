import {
  apply,
  type Command,
  type Effect,
  ProcessError,
  type ProcessModel,
  type State,
} from "../../engine/process/index.ts";
import { AppError } from "../http/problem.ts";

/** One or more engine steps that are written together: the state before, the state after, and all effects in order. */
export interface Step {
  model: ProcessModel;
  /** Null for an instance that starts with this step. */
  before: State | null;
  state: State;
  effects: Effect[];
  /** ISO instant of the step. */
  at: string;
}

/** Commands the engine refuses because somebody else was faster, as opposed to those that can never work. */
const CONFLICTS = new Set([
  "task-not-open",
  "timer-not-open",
  "job-not-open",
  "message-not-expected",
  "signal-not-expected",
  "instance-ended",
]);

/** Puts the engine's refusals into words of the API. */
export function refused(error: unknown): unknown {
  if (!(error instanceof ProcessError)) return error;
  const status = CONFLICTS.has(error.code) ? 409 : 422;
  return new AppError(status, error.code, error.message, error.nodeId ? { nodeId: error.nodeId } : {});
}

/** Applies one more command to a step. @throws AppError 409 or 422 with the engine's reason. */
export function advance(step: Step, command: Command): Step {
  try {
    const { state, effects } = apply(step.model, step.state, command, step.at);
    return { ...step, state, effects: [...step.effects, ...effects] };
  } catch (error) {
    throw refused(error);
  }
}
