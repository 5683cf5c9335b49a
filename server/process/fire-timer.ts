import type { AppContext } from "../context.ts";
import { AppError } from "../http/problem.ts";
import { holdRunningJob } from "../jobs/hold.ts";
import { type Job, PermanentJobError } from "../jobs/job.ts";
import { applyUnlessPast } from "./apply-later.ts";
import { reportIncident } from "./report-incident.ts";

/**
 * Fires a timer. The locked state knows which timers are armed and an id is never given twice, so however often and
 * wherever this job runs, the timer takes effect once.
 */
export async function fireTimer(
  job: Job<{ instanceId: string; timerId: string }>,
  { ctx }: { ctx: AppContext },
): Promise<{ fired: boolean }> {
  const { instanceId, timerId } = job.payload;
  try {
    const fired = await applyUnlessPast(ctx, {
      instanceId,
      command: { type: "fireTimer", timerId },
      waits: ({ state }) => state.timers.some((timer) => timer.id === timerId),
      hold: (tx) => holdRunningJob(tx, job.id),
    });
    return { fired };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The model cannot go on from it (no condition holds, say): no repetition mends that, so somebody has to look.
    await reportIncident(ctx, { instanceId, kind: "timer", wait: { timer: timerId }, error });
    throw new PermanentJobError(error.message);
  }
}
