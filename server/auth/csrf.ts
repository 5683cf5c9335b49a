import { timingSafeEqual } from "node:crypto";
import type { Next } from "koa";
import { AppError } from "../http/problem.ts";
import type { ApiContext } from "../http/state.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A browser always says where a cross-site request comes from; programs that send no Origin carry no cookies of others. */
function fromElsewhere(ctx: ApiContext): boolean {
  const origin = ctx.get("Origin");
  if (origin === "") return false;
  return !URL.canParse(origin) || new URL(origin).host !== ctx.host;
}

/** Refuses writes that another site could have caused: foreign Origin, or no X-Csrf-Token equal to the session's. */
export async function checkCsrf(ctx: ApiContext, next: Next): Promise<void> {
  if (!safe.has(ctx.method)) {
    if (fromElsewhere(ctx)) throw new AppError(403, "foreign-origin", "请求来自别的网站，已拒绝。");
    const signingIn = ctx.method === "POST" && ctx.path === "/api/session";
    if (signingIn && !ctx.is("json")) throw new AppError(415, "unsupported-media-type", "登录请求应为 JSON。");
    const expected = ctx.state.csrfToken;
    if (!signingIn && expected && !sameText(ctx.get("X-CSRF-Token"), expected)) {
      throw new AppError(403, "csrf", "页面的安全令牌无效，请刷新页面后重试。");
    }
  }
  await next();
}
