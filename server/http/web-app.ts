import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import type { Context, Middleware, Next } from "koa";
import { AppError } from "./problem.ts";

const year = 31_536_000;

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

/** The file a path names below the root; undefined for anything that would leave it. */
function below(root: string, path: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (name.includes("\0") || name.includes("\\")) return undefined;
  const file = join(root, normalize(`/${name}`));
  return file.startsWith(join(root, "/")) ? file : undefined;
}

async function send(ctx: Context, file: string, cache: string): Promise<boolean> {
  const size = await sizeOf(file);
  if (size === undefined) return false;
  ctx.status = 200;
  ctx.type = extname(file) || "application/octet-stream";
  ctx.length = size;
  ctx.set("Cache-Control", cache);
  if (ctx.method === "GET") ctx.body = createReadStream(file);
  return true;
}

/** Serves the built web app; an address that is no file is a screen of the app, so it gets index.html. */
export function webApp(root: string): Middleware {
  return async (ctx: Context, next: Next) => {
    if (ctx.path === "/api" || ctx.path.startsWith("/api/")) return next();
    if (ctx.method !== "GET" && ctx.method !== "HEAD")
      throw new AppError(405, "method-not-allowed", "不支持这种操作。");
    const file = below(root, ctx.path);
    // Files under assets/ carry a hash of their content in their names.
    const cache = ctx.path.startsWith("/assets/") ? `public, max-age=${year}, immutable` : "no-cache";
    if (file && (await send(ctx, file, cache))) return;
    const isScreen = extname(ctx.path) === "";
    if (isScreen && (await send(ctx, join(root, "index.html"), "no-cache"))) return;
    throw new AppError(404, "not-found", "没有这个页面，请检查网址。");
  };
}
