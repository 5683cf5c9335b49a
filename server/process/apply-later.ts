import type { Command } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { finishStep } from "./after-step.ts";
import { nobody } from "./hand.ts";
import { type Instance, isRunning, lockInstance, stepOf } from "./instance.ts";
import { advance } from "./step.ts";

/** A command that no person gives: from a timer, a job or a message. */
export interface LateCommand {
  instanceId: string;
  command: Command;
  /** Whether the instance still waits for it. */
  waits(instance: Instance): boolean;
  /** Keeps it for when a suspended instance is resumed. */
  hold(tx: Tx): Promise<void>;
}

/** Applies a command that no person gave to an instance, if it still waits for it; says whether it did. */
export function applyUnlessPast(ctx: AppContext, late: LateCommand): Promise<boolean> {
  const { instanceId, command, waits, hold } = late;
  return inTransaction(ctx, "system", async (tx) => {
    const instance = await lockInstance(tx, instanceId);
    if (!instance || !waits(instance)) return false;
    if (instance.status === "suspended") await hold(tx);
    if (!isRunning(instance)) return false;
    const step = advance(await stepOf(ctx, instance, await ctx.clock(tx)), command);
    await finishStep(ctx, tx, instance, step, nobody);
    return true;
  });
}
