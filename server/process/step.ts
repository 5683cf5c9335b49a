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
  /** The instance it is a step of; left out where nothing is to be kept, as in a preview. */
  instanceId?: string;
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

/** Refusals that the model is at fault for, not the person: an administrator has to look. */
const FAULTS = new Set([
  ...["step-limit", "no-flow-taken", "expression-failed", "timer-invalid", "model-mismatch", "loop-invalid"],
  ...["decision-failed", "variables-too-large"],
]);

/** Where an instance stood when the model could not go on. */
export interface Fault {
  instanceId: string;
  /** What the refused command was about. */
  wait: { task?: string; job?: string; timer?: string };
}

const faults = new WeakMap<object, Fault>();

/** The instance and place of a refusal that the model is at fault for. */
export function faultOf(error: unknown): Fault | undefined {
  return typeof error === "object" && error !== null ? faults.get(error) : undefined;
}

function waitOf(command: Command): Fault["wait"] {
  if (command.type === "completeTask") return command.taskId === undefined ? {} : { task: command.taskId };
  return command.type === "fireTimer" ? { timer: command.timerId } : {};
}

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
    const problem = refused(error);
    if (step.instanceId !== undefined && problem instanceof AppError && FAULTS.has(problem.code)) {
      faults.set(problem, { instanceId: step.instanceId, wait: waitOf(command) });
    }
    throw problem;
  }
}
