import type { Command } from "../command.ts";
import type { Run } from "../run.ts";

/** Routing variables are put right by hand; tokens stay where they are. */
export function setVariables(run: Run, command: Extract<Command, { type: "setVariables" }>): void {
  run.assign(command.variables);
}
