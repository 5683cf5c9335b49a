import type { Next } from "koa";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { AppError } from "./problem.ts";
import type { ApiContext } from "./state.ts";

const denied = new Set([403, 404]);

/** Leaves an audit row for each refused or out-of-scope request of a signed-in account, besides the answer. */
export function auditDenied(app: AppContext) {
  return async (ctx: ApiContext, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      if (error instanceof AppError && denied.has(error.status) && ctx.state.account) {
        await inTransaction(app, "system", (tx) =>
          audit(tx, ctx, {
            action: "request.denied",
            target: `${ctx.method} ${ctx.path}`.slice(0, 300),
            result: "denied",
            detail: { status: error.status, code: error.code },
          }),
        );
      }
      throw error;
    }
  };
}
