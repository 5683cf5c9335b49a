import { requireSubject } from "../auth/require.ts";
import { openObligation } from "../commands/open-obligation.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { type ObligationRequest, obligationPage } from "../dispatch/obligation-desk.ts";
import type { ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { presentObligation } from "../presenters/obligation.ts";
import { uuidOf } from "../process/task-view.ts";

const deskQuery = validatedQuery<ObligationRequest>({
  type: "object",
  properties: {
    box: { enum: ["open", "done", "overdue"], type: "string", default: "open" },
    campaign: { type: "string", format: "uuid" },
    recordType: { type: "string", maxLength: 200 },
    q: { type: "string", maxLength: 100 },
    offset: { type: "integer", minimum: 0, maximum: 100_000, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 200, default: 20 },
  },
  additionalProperties: false,
});

/** What the own unit has to fill. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/obligations", async (request) => {
    const subject = requireSubject(request);
    const query = deskQuery(request.query);
    const now = ctx.now().toISOString();
    const { rows, total } = await inTransaction(ctx, subject, (tx) => obligationPage(tx, subject, query, now));
    request.body = { rows: rows.map((row) => presentObligation(ctx, row, now)), total };
  });

  router.post("/obligations/:id/open", async (request) => {
    request.body = await openObligation(ctx, requesterOf(request), uuidOf(request.params.id));
  });
}
