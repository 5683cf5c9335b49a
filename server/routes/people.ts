import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { findPeople, type PeopleFilter } from "../models/find-people.ts";

const query = validatedQuery<PeopleFilter>({
  type: "object",
  properties: {
    q: { type: "string", maxLength: 60 },
    unit: { type: "integer", minimum: 1 },
    limit: { type: "integer", minimum: 1, maximum: 50, default: 20 },
  },
  additionalProperties: false,
});

/** Colleagues whom one may ask: by name or unit, within one's division and on the way up. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/people", async (request) => {
    const subject = requireSubject(request);
    const rows = await inTransaction(ctx, subject, (tx) => findPeople(tx, subject, query(request.query)));
    const titles = new Map(ctx.definitions.roles().map(({ key, title }) => [key, title]));
    request.body = {
      rows: rows.map(({ roles, ...person }) => ({ ...person, roles: roles.flatMap((key) => titles.get(key) ?? []) })),
    };
  });
}
