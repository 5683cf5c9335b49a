import { bodyParser } from "@koa/bodyparser";
import type { Middleware } from "koa";
import { AppError } from "./problem.ts";

const mutating = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Deeper than anything a form, a query or a package holds; what is nested thousands of times exhausts whoever walks it. */
const deepest = 100;

/** Whether a parsed body is nested beyond measure; walks it level by level, as walking down would exhaust the stack. */
function isTooDeep(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== "object" || one === null) continue;
      for (const inner of Object.values(one)) if (typeof inner === "object" && inner !== null) next.push(inner);
    }
    level = next;
  }
  return false;
}

/** Reads JSON bodies (at most 10 MB); multipart is left to the routes that take files, anything else is refused. */
export function jsonBody(): Middleware {
  const read = bodyParser({ enableTypes: ["json"], jsonLimit: "10mb", encoding: "utf-8" });
  return async (ctx, next) => {
    const sent = (ctx.request.length ?? 0) > 0 || ctx.get("Transfer-Encoding") !== "";
    const hasBody = mutating.has(ctx.method) && sent;
    if (hasBody && !ctx.is("json", "multipart/form-data")) {
      throw new AppError(415, "unsupported-media-type", "请求内容应为 JSON（application/json）。");
    }
    return read(ctx, async () => {
      if (isTooDeep((ctx.request as { body?: unknown }).body)) {
        throw new AppError(400, "too-deep", "请求内容的层次太多，请检查后重试。");
      }
      await next();
    });
  };
}
