import type { Command } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { Job } from "../jobs/job.ts";
import { finishStep } from "./after-step.ts";
import { nobody } from "./hand.ts";
import { type Instance, isRunning, lockInstance, stepOf } from "./instance.ts";
import { advance } from "./step.ts";

/** Applies a command that no person gave to an instance, if it still waits for it; says whether it did. */
export function applyUnlessPast(
  ctx: AppContext,
  instanceId: string,
  command: Command,
  waits: (instance: Instance) => boolean,
): Promise<boolean> {
  return inTransaction(ctx, "system", async (tx) => {
    const instance = await lockInstance(tx, instanceId);
    if (!instance || !isRunning(instance) || !waits(instance)) return false;
    const step = advance(await stepOf(ctx, instance, ctx.now().toISOString()), command);
    await finishStep(ctx, tx, instance, step, nobody);
    return true;
  });
}

/**
 * Fires a timer. The locked state knows which timers are armed and an id is never given twice, so however often and
 * wherever this job runs, the timer takes effect once.
 */
export async function fireTimer(
  job: Job<{ instanceId: string; timerId: string }>,
  { ctx }: { ctx: AppContext },
): Promise<{ fired: boolean }> {
  const { instanceId, timerId } = job.payload;
  const fired = await applyUnlessPast(ctx, instanceId, { type: "fireTimer", timerId }, ({ state }) =>
    state.timers.some((timer) => timer.id === timerId),
  );
  return { fired };
}
