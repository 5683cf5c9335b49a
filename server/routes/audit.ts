import { requirePermission } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { type AuditFilter, listAudit } from "../models/audit-entry.ts";

const text = { type: "string", maxLength: 100 };
const instant = { type: "string", format: "date-time" };

const query = validatedQuery<AuditFilter>({
  type: "object",
  properties: {
    ...{ from: instant, to: instant, action: text, target: text, login: text },
    result: { type: "string", enum: ["ok", "denied", "failed"] },
    offset: { type: "integer", minimum: 0, maximum: 100_000, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  },
  additionalProperties: false,
});

/** GET /audit: who did what, newest first. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/audit", async (request) => {
    const subject = requirePermission(request, "audit.read");
    const filter = query(request.query);
    request.body = await inTransaction(ctx, subject, (tx) => listAudit(tx, filter));
  });
}
