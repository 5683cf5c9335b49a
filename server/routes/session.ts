import { audit } from "../audit/audit.ts";
import { identify } from "../auth/load-session.ts";
import { FailureLimit } from "../auth/rate-limit.ts";
import { requireAccount, requireSubject } from "../auth/require.ts";
import { type Identity, sessionCache } from "../auth/session-cache.ts";
import { closeSession } from "../auth/sessions.ts";
import { cookieName, hashToken } from "../auth/token.ts";
import { changePassword } from "../commands/change-password.ts";
import { signIn } from "../commands/sign-in.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { presentSession } from "../presenters/session.ts";

const text = { type: "string", minLength: 1, maxLength: 200 };

const credentials = validated<{ login: string; password: string }>({
  type: "object",
  properties: { login: text, password: text },
  required: ["login", "password"],
  additionalProperties: false,
});

const passwords = validated<{ current: string; next: string }>({
  type: "object",
  properties: { current: text, next: text },
  required: ["current", "next"],
  additionalProperties: false,
});

/** Sign in, who am I, sign out, change the password. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const limit = new FailureLimit();
  const cookie = { httpOnly: true, sameSite: "lax", secure: ctx.config.secureCookies, path: "/" } as const;

  router.post("/session", async (request) => {
    const now = ctx.now().getTime();
    const body = credentials(request.request.body);
    limit.check(request.ip, now);
    const origin = { ip: request.ip, userAgent: request.get("User-Agent") };
    const token = await signIn(ctx, body, origin).catch((error: unknown) => {
      if (error instanceof AppError) limit.failed(request.ip, now);
      throw error;
    });
    const identity = await identify(ctx, hashToken(token));
    if (!identity) throw new AppError(503, "busy", "登录没有完成，请重试。");
    // Behind a gateway that ends TLS, koa would refuse a secure cookie on what looks like plain http.
    request.cookies.secure = ctx.config.secureCookies;
    request.cookies.set(cookieName, token, cookie);
    request.body = await presentSession(ctx, identity);
  });

  router.get("/session", async (request) => {
    requireSubject(request);
    request.body = await presentSession(ctx, request.state as Identity);
  });

  router.delete("/session", async (request) => {
    const { tokenHash } = request.state;
    if (tokenHash) {
      await inTransaction(ctx, "system", async (tx) => {
        await closeSession(tx, tokenHash);
        await audit(tx, request, { action: "session.close" });
      });
      sessionCache(ctx).clear();
    }
    request.cookies.set(cookieName, null, { ...cookie, secure: false });
    request.status = 204;
  });

  router.post("/session/password", async (request) => {
    await changePassword(ctx, request, requireAccount(request), passwords(request.request.body));
    sessionCache(ctx).clear();
    request.status = 204;
  });
}
