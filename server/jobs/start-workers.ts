import type { AppContext } from "../context.ts";
import { scheduleDueSoon } from "../dispatch/due-soon.ts";
import { registerDispatchJobs } from "../dispatch/register-jobs.ts";
import { registerProcessJobs } from "../process/register-jobs.ts";
import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";

/** Lets this process do jobs: timers, service tasks, dispatch, reminders. Stop it before the database closes. */
export async function startWorkers(ctx: AppContext, options: WorkerOptions = {}): Promise<Worker> {
  registerProcessJobs();
  registerDispatchJobs();
  await scheduleDueSoon(ctx);
  return startWorker(ctx, options);
}
