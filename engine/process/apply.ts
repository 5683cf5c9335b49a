import type { Command } from "./command.ts";
import { broadcastSignal } from "./commands/broadcast-signal.ts";
import { completeTask } from "./commands/complete-task.ts";
import { evaluateConditions } from "./commands/evaluate-conditions.ts";
import { fireTimer } from "./commands/fire-timer.ts";
import { completeJob, failJob, retryJob } from "./commands/job.ts";
import { modify } from "./commands/modify.ts";
import { move } from "./commands/move.ts";
import { publishMessage } from "./commands/publish-message.ts";
import { terminate } from "./commands/terminate.ts";
import { escalate, throwErrorFrom } from "./commands/throw.ts";
import { checkConditions } from "./conditions.ts";
import { ProcessError } from "./error.ts";
import type { ProcessModel } from "./model.ts";
import { Run } from "./run.ts";
import type { Step } from "./start.ts";
import type { State } from "./state.ts";
import { reportStuck } from "./stuck.ts";
import { upgrade } from "./upgrade.ts";

/**
 * Applies one command to an instance at rest and lets its tokens run until they wait again. Pure: the state given is
 * never changed. Throws ProcessError when the command cannot be carried out.
 */
export function apply(model: ProcessModel, state: State, command: Command, at: string): Step {
  const current = upgrade(state);
  if (current.status === "ended") throw new ProcessError("instance-ended", "流程已经结束，不能再办理");
  const run = new Run(model, current, at);
  dispatch(run, command);
  // What the command changed is noticed before tokens go on: the last of them may end what waits for it.
  while (run.isActive && checkConditions(run));
  run.settle();
  reportStuck(run);
  return { state: run.finish(), effects: run.effects };
}

const HANDLERS: { [T in Command["type"]]: (run: Run, command: Extract<Command, { type: T }>) => void } = {
  completeTask,
  fireTimer: (run, command) => fireTimer(run, command.timerId),
  publishMessage,
  broadcastSignal,
  completeJob,
  failJob,
  retryJob: (run, command) => retryJob(run, command.jobId),
  throwError: throwErrorFrom,
  escalate,
  evaluateConditions,
  move,
  modify,
  terminate,
};

function dispatch(run: Run, command: Command): void {
  const handler = HANDLERS[command.type] as (run: Run, command: Command) => void;
  handler(run, command);
}
