import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { cancelJobs } from "../jobs/enqueue.ts";
import { type JobRow, readJob } from "../jobs/read-job.ts";
import type { Requester } from "./requester.ts";

/** Asks for the end of a job; what it did so far stays. @throws AppError 404, 409 when it is over. */
export function cancelJob(ctx: AppContext, { subject, actor }: Requester, id: string): Promise<JobRow> {
  return inTransaction(ctx, subject, async (tx) => {
    await readJob(tx, subject, id);
    const [cancelled] = await cancelJobs(tx, [id]);
    if (!cancelled) throw new AppError(409, "job-over", "这项后台任务已经结束，无需取消。");
    await audit(tx, actor, { action: "job.cancel", target: `job/${id}` });
    return readJob(tx, subject, id);
  });
}
