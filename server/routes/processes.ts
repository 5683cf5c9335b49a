import { requirePermission, requireSubject } from "../auth/require.ts";
import { requesterOf } from "../commands/requester.ts";
import { retryProcess } from "../commands/retry-process.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { readingProcess } from "../models/record/reads-about.ts";
import { instanceView } from "../process/instance-view.ts";
import { uuidOf } from "../process/task-view.ts";

/** The flow with its token and what happened in it, and a second try where it is stuck. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/processes/:id", async (request) => {
    const subject = requireSubject(request);
    const id = uuidOf(request.params.id);
    request.body = await readingProcess(ctx, subject, id, (tx) => instanceView(ctx, tx, id));
  });

  router.post("/processes/:id/retry", async (request) => {
    const subject = requirePermission(request, "process.monitor");
    const id = uuidOf(request.params.id);
    await retryProcess(ctx, requesterOf(request), id);
    request.body = await inTransaction(ctx, subject, (tx) => instanceView(ctx, tx, id));
  });
}
