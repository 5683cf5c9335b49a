import { requirePermission } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";

/** GET /roles: every role the live definitions declare, for those who give them to accounts. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/roles", (request) => {
    requirePermission(request, "account.manage");
    request.body = ctx.definitions.roles().map(({ key, title }) => ({ key, title }));
  });
}
