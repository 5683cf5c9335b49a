import type { Command } from "../command.ts";
import { ProcessError } from "../error.ts";
import type { Run } from "../run.ts";

/** Variables have changed from outside: every condition that is waited for is looked at again. */
export function evaluateConditions(run: Run, command: Extract<Command, { type: "evaluateConditions" }>): void {
  const token = run.token(command.tokenId);
  if (command.tokenId !== undefined && !token) {
    throw new ProcessError("move-source", "指定的节点已经办理完毕，请刷新后重试");
  }
  run.assign(command.variables, token);
  run.changed = true;
}
