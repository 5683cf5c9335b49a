import type { AppContext } from "../context.ts";
import type { Job, JobTools } from "./job.ts";

/** What the worker's heartbeat tells a running handler. */
export interface RunSignal {
  cancelled: boolean;
  /** The handler looked and saw it, so its work is cut short. */
  noticed: boolean;
  /** A person asked, as opposed to a worker that stops. */
  asked: boolean;
}

const SHORTEST_WAIT_MS = 250;

/** The tools of one run; progress is written at most four times a second, the end of it always. */
export function jobTools(ctx: AppContext, worker: string, job: Job, signal: RunSignal): JobTools {
  let writtenAt = 0;
  return {
    ctx,
    cancelled() {
      if (signal.cancelled) signal.noticed = true;
      return signal.cancelled;
    },
    async progress(done, total) {
      const at = performance.now();
      if (done < total && writtenAt > 0 && at - writtenAt < SHORTEST_WAIT_MS) return;
      writtenAt = at;
      const answer = await ctx.db.app.raw<{ rows: { cancel_requested: boolean }[] }>(
        `update job set progress = :done, total = :total
         where id = :id and worker = :worker and attempts = :attempts and state = 'running' returning cancel_requested`,
        { done, total, id: job.id, worker, attempts: job.attempts },
      );
      const row = answer.rows[0];
      if (row?.cancel_requested) signal.asked = true;
      if (!row || row.cancel_requested) signal.cancelled = true;
    },
  };
}
