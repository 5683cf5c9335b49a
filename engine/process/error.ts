import type { Problem } from "../expression/index.ts";

/** Why a command was refused; the state it was given stays as it was. */
export type ProcessErrorCode =
  | "task-not-open"
  | "timer-not-open"
  | "job-not-open"
  | "message-not-expected"
  | "unknown-outcome"
  | "instance-ended"
  | "no-start-event"
  | "no-flow-taken"
  | "expression-failed"
  | "timer-invalid"
  | "step-limit"
  | "move-target"
  | "move-source"
  | "move-breaks-join"
  | "move-ambiguous"
  | "migration-refused"
  | "loop-invalid"
  | "signal-not-expected"
  | "error-not-caught"
  | "decision-failed"
  | "variables-too-large"
  | "state-version"
  | "model-refused"
  | "model-mismatch";

/** A command that cannot be carried out, told to a person. */
export class ProcessError extends Error {
  override readonly name = "ProcessError";
  readonly code: ProcessErrorCode;
  /** BPMN element concerned, where there is one. */
  readonly nodeId: string | undefined;

  constructor(code: ProcessErrorCode, message: string, nodeId?: string) {
    super(message);
    this.code = code;
    this.nodeId = nodeId;
  }
}

/** A BPMN text that cannot become a model at all; each problem says where and what to do. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map((problem) => problem.message).join("；"));
    this.problems = problems;
  }
}
