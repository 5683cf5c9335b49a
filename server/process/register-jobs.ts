import { BATCH_JOB, runBatch } from "../commands/batch-tasks.ts";
import { registerJob } from "../jobs/registry.ts";
import { ARCHIVE_JOB, archiveHistory } from "./archive-history.ts";
import { deliverMessage } from "./deliver-message.ts";
import { deliverSignal } from "./deliver-signal.ts";
import { handleDue } from "./due-task.ts";
import { fireTimer } from "./fire-timer.ts";
import { MONTHS_JOB, makeMonths } from "./history-months.ts";
import { MOVE_JOB, moveInstances } from "./move-instances.ts";
import { DUE_JOB, MESSAGE_JOB, SERVICE_JOB, SIGNAL_JOB, TIMER_JOB } from "./rows.ts";
import { runServiceJob } from "./service-jobs.ts";

/** Makes this process able to do the jobs that instances put into the table. */
export function registerProcessJobs(): void {
  registerJob(TIMER_JOB, fireTimer);
  registerJob(MESSAGE_JOB, deliverMessage);
  registerJob(SIGNAL_JOB, deliverSignal);
  registerJob(SERVICE_JOB, runServiceJob);
  registerJob(MOVE_JOB, moveInstances);
  registerJob(MONTHS_JOB, makeMonths);
  registerJob(ARCHIVE_JOB, archiveHistory);
  registerJob(DUE_JOB, handleDue);
  registerJob(BATCH_JOB, runBatch);
}
