import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { instanceView } from "../process/instance-view.ts";
import { uuidOf } from "../process/task-view.ts";

/** GET /processes/:id: the flow with its token, and what happened in it. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/processes/:id", async (request) => {
    const subject = requireSubject(request);
    const id = uuidOf(request.params.id);
    request.body = await inTransaction(ctx, subject, (tx) => instanceView(ctx, tx, id));
  });
}
