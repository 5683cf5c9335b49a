import type { Command } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { type Job, PermanentJobError } from "../jobs/job.ts";
import { finishStep } from "./after-step.ts";
import { nobody } from "./hand.ts";
import type { Incident } from "./incident.ts";
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

/** The model cannot go on from a timer (no condition holds, say): no repetition mends that, so somebody has to look. */
function reportIncident(ctx: AppContext, instanceId: string, timerId: string, message: string): Promise<void> {
  return inTransaction(ctx, "system", async (tx) => {
    const instance = await lockInstance(tx, instanceId);
    const timer = instance?.state.timers.find((each) => each.id === timerId);
    if (!instance || !timer || !isRunning(instance)) return;
    const incident: Incident = { at: ctx.now().toISOString(), nodeId: timer.node, message, timerId };
    await sql(tx, "update process_instance set status = 'incident', incident = $2 where id = $1", [
      ...[instanceId, JSON.stringify(incident)],
    ]);
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
  const armed = ({ state }: Instance): boolean => state.timers.some((timer) => timer.id === timerId);
  try {
    return { fired: await applyUnlessPast(ctx, instanceId, { type: "fireTimer", timerId }, armed) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await reportIncident(ctx, instanceId, timerId, error.message);
    throw new PermanentJobError(error.message);
  }
}
