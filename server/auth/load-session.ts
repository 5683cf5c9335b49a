import type { Next } from "koa";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiContext } from "../http/state.ts";
import { type Identity, sessionCache } from "./session-cache.ts";
import { findSession, touchSession } from "./sessions.ts";
import { subjectOf } from "./subject-of.ts";
import { cookieName, hashToken } from "./token.ts";

/** Seconds after which a use of the session is written down; it need not be exact against two hours of idling. */
const touchEvery = 60;

/** Who a token hash stands for now, straight from the database. */
export async function identify(app: AppContext, tokenHash: Buffer): Promise<Identity | undefined> {
  const session = await inTransaction(app, "system", async (tx) => {
    const row = await findSession(tx, tokenHash);
    if (row && row.idle_seconds >= touchEvery) await touchSession(tx, tokenHash);
    return row;
  });
  if (!session) return undefined;
  await app.definitions.refresh();
  return {
    tokenHash,
    csrfToken: session.csrf_token,
    subject: subjectOf(session, app.definitions.roles()),
    account: {
      id: session.account_id,
      login: session.login,
      name: session.account_name,
      orgUnitId: session.org_unit_id,
      unitName: session.unit_name,
    },
  };
}

/** Finds out who sends the request; without a live session the request goes on as nobody's. */
export function loadSession(app: AppContext) {
  const cache = sessionCache(app);
  return async (ctx: ApiContext, next: Next): Promise<void> => {
    const token = ctx.cookies.get(cookieName);
    if (token) {
      const tokenHash = hashToken(token);
      const key = tokenHash.toString("base64");
      const now = app.now().getTime();
      let identity = cache.get(key, now);
      if (!identity) {
        identity = await identify(app, tokenHash);
        if (identity) cache.set(key, identity, now);
      }
      if (identity) Object.assign(ctx.state, identity);
    }
    await next();
  };
}
