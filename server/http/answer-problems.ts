import { randomUUID } from "node:crypto";
import type { Context, Next } from "koa";
import type { AppContext } from "../context.ts";
import { AppError, problemDocument } from "./problem.ts";
import { translated } from "./translated.ts";

/** Outermost middleware: every refusal becomes a problem document; what nobody foresaw is logged under an id. */
export function answerProblems(app: Pick<AppContext, "log">) {
  return async (ctx: Context, next: Next): Promise<void> => {
    ctx.state.requestId = randomUUID();
    try {
      await next();
    } catch (thrown) {
      const error = translated(thrown) ?? unexpected(thrown, ctx, app);
      ctx.status = error.status;
      if (typeof error.extra.retryAfter === "number") ctx.set("Retry-After", String(error.extra.retryAfter));
      ctx.body = problemDocument(error);
      ctx.type = "application/problem+json; charset=utf-8";
    }
  };
}

function unexpected(thrown: unknown, ctx: Context, app: Pick<AppContext, "log">): AppError {
  const id = ctx.state.requestId as string;
  app.log.error({ err: thrown, requestId: id, method: ctx.method, path: ctx.path }, "request failed");
  return new AppError(500, "internal", `系统出错，操作没有生效。请稍后重试；仍不行请把编号 ${id} 告诉管理员。`, { id });
}
