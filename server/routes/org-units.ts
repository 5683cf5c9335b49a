import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { findOrgUnits, type OrgUnitFilter } from "../models/org-unit.ts";

const query = validatedQuery<OrgUnitFilter>({
  type: "object",
  properties: {
    q: { type: "string", maxLength: 60 },
    level: { type: "integer", minimum: 1, maximum: 4 },
    kind: { type: "string", maxLength: 60 },
    division: { type: "string", pattern: "^[0-9]{12}$" },
    parent: { type: "integer", minimum: 1 },
    ids: { type: "string", pattern: "^[0-9]{1,15}(,[0-9]{1,15}){0,499}$" },
    offset: { type: "integer", minimum: 0, maximum: 100_000, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  },
  additionalProperties: false,
});

/** GET /org-units: the directory of units, by name, level, kind, division (and below) or parent. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/org-units", async (request) => {
    const subject = requireSubject(request);
    const filter = query(request.query);
    request.body = await inTransaction(ctx, subject, (tx) => findOrgUnits(tx, filter));
  });
}
