import type { Command } from "../command.ts";
import { ProcessError } from "../error.ts";
import type { Run } from "../run.ts";
import { receiveSignal } from "../throw.ts";

/** A signal has come: everything in the instance that waits for it takes it. */
export function broadcastSignal(run: Run, command: Extract<Command, { type: "broadcastSignal" }>): void {
  if (receiveSignal(run, command.signal, command.variables)) return;
  throw new ProcessError("signal-not-expected", `流程现在没有在等待信号“${command.signal}”，请核对信号名称`);
}
