import { requireSubject } from "../auth/require.ts";
import { requesterOf } from "../commands/requester.ts";
import {
  endSubstitution,
  type NewSubstitution,
  saveSubstitution,
  substitutionsOf,
} from "../commands/save-substitution.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { processChoices } from "../process/process-list.ts";
import { uuidOf } from "../process/task-view.ts";

const account = { type: "integer", minimum: 1 } as const;
const day = { type: "string", format: "date" } as const;

const substitution = validated<NewSubstitution>({
  type: "object",
  properties: {
    ...{ substituteId: account, principalId: account, startsOn: day, endsOn: day },
    processes: { type: "array", maxItems: 200, uniqueItems: true, items: { type: "string", maxLength: 130 } },
    reason: { type: "string", maxLength: 500 },
  },
  required: ["substituteId", "startsOn", "endsOn"],
  additionalProperties: false,
});

/** Who stands in for whom, from when to when. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/substitutions", async (request) => {
    const { accountId } = requireSubject(request);
    const rows = await inTransaction(ctx, "system", (tx) => substitutionsOf(tx, accountId));
    request.body = { rows, processes: processChoices(ctx) };
  });

  router.post("/substitutions", async (request) => {
    request.body = await saveSubstitution(ctx, requesterOf(request), substitution(request.request.body));
    request.status = 201;
  });

  router.post("/substitutions/:id/end", async (request) => {
    await endSubstitution(ctx, requesterOf(request), uuidOf(request.params.id));
    request.status = 204;
  });
}
