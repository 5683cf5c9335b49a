import type { Next } from "koa";
import type { ApiContext } from "../http/state.ts";
import { requireSubject } from "./require.ts";

/** What a stranger may call: whether the server is ready, signing in, signing out, and the lists opened to everybody. */
const open = new Set(["GET /api/health", "HEAD /api/health", "POST /api/session", "DELETE /api/session"]);

/** Turns strangers away before anything of their request is read, whatever the route. */
export async function requireSession(ctx: ApiContext, next: Next): Promise<void> {
  const isPublic = ["GET", "HEAD", "OPTIONS"].includes(ctx.method) && /^\/api\/public(\/|$)/.test(ctx.path);
  if (!isPublic && !open.has(`${ctx.method} ${ctx.path}`)) requireSubject(ctx);
  await next();
}
