import { registerJob } from "../jobs/registry.ts";
import { CAMPAIGN_JOB, createObligations } from "./create-obligations.ts";
import { DUE_SOON_JOB, remindDueSoon } from "./due-soon.ts";

/** Makes this process able to create obligations and to remind of them. */
export function registerDispatchJobs(): void {
  registerJob(CAMPAIGN_JOB, createObligations);
  registerJob(DUE_SOON_JOB, remindDueSoon);
}
