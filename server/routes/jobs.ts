import { requireSubject } from "../auth/require.ts";
import { cancelJob } from "../commands/cancel-job.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { readJob } from "../jobs/read-job.ts";
import { presentJob } from "../presenters/job.ts";
import { uuidOf } from "../process/task-view.ts";

/** Long work: how far it is, and its end by hand. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/jobs/:id", async (request) => {
    const subject = requireSubject(request);
    const id = uuidOf(request.params.id);
    request.body = presentJob(await inTransaction(ctx, subject, (tx) => readJob(tx, subject, id)));
  });

  router.post("/jobs/:id/cancel", async (request) => {
    request.body = presentJob(await cancelJob(ctx, requesterOf(request), uuidOf(request.params.id)));
  });
}
