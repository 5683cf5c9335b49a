import type { AppContext, Demo } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";

/** GET /health: answers when the database does, and tells whom one may sign in as where the demo is on. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/health", async (request) => {
    await ctx.db.app.raw("select 1");
    request.body = { status: "ok", ...(ctx.demo && presentDemo(ctx.demo)) };
  });
}

function presentDemo({ logins, password }: Demo) {
  return { demo: true, password, accounts: logins.map(({ login, name }) => ({ login, name })) };
}
