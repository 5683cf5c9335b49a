import type { AppContext } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";

/** GET /health: answers when the database does. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/health", async (request) => {
    await ctx.db.app.raw("select 1");
    request.body = { status: "ok" };
  });
}
