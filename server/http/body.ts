import { bodyParser } from "@koa/bodyparser";
import type { Middleware } from "koa";
import { AppError } from "./problem.ts";

const mutating = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Reads JSON bodies (at most 10 MB); multipart is left to the routes that take files, anything else is refused. */
export function jsonBody(): Middleware {
  const read = bodyParser({ enableTypes: ["json"], jsonLimit: "10mb", encoding: "utf-8" });
  return async (ctx, next) => {
    const sent = (ctx.request.length ?? 0) > 0 || ctx.get("Transfer-Encoding") !== "";
    const hasBody = mutating.has(ctx.method) && sent;
    if (hasBody && !ctx.is("json", "multipart/form-data")) {
      throw new AppError(415, "unsupported-media-type", "请求内容应为 JSON（application/json）。");
    }
    return read(ctx, next);
  };
}
