import type { AppContext } from "../context.ts";
import { scheduleDueSoon } from "../dispatch/due-soon.ts";
import { registerDispatchJobs } from "../dispatch/register-jobs.ts";
import { DIVISION_IMPORT_JOB, runDivisionImport } from "../division-import/apply-job.ts";
import { DIVISION_RECORDS_JOB, runDivisionRecords } from "../division-records/sync-job.ts";
import { IMPORT_JOB, runImport } from "../import/import-job.ts";
import { ensureMonths, scheduleMonths } from "../process/history-months.ts";
import { registerProcessJobs } from "../process/register-jobs.ts";
import { REBUILD_JOB, runRebuild } from "../projection/rebuild-job.ts";
import { runSourceChanged, SOURCE_CHANGED_JOB } from "../source-changes/job.ts";
import { registerJob } from "./registry.ts";
import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";

/** Lets this process do jobs: timers, service tasks, dispatch, reminders, rebuilds. Stop it before the database closes. */
export async function startWorkers(ctx: AppContext, options: WorkerOptions = {}): Promise<Worker> {
  registerProcessJobs();
  registerDispatchJobs();
  registerJob(SOURCE_CHANGED_JOB, runSourceChanged);
  registerJob(REBUILD_JOB, runRebuild);
  registerJob(IMPORT_JOB, runImport);
  registerJob(DIVISION_IMPORT_JOB, runDivisionImport);
  registerJob(DIVISION_RECORDS_JOB, runDivisionRecords);
  await scheduleDueSoon(ctx);
  await ensureMonths(ctx);
  await scheduleMonths(ctx);
  return startWorker(ctx, options);
}
