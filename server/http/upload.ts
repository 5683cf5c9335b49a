import { tmpdir } from "node:os";
import multer from "@koa/multer";
import type { Middleware } from "koa";
import { AppError } from "./problem.ts";
import { translated } from "./translated.ts";

/** What stops an upload is the sender's doing, but where the disk says no. */
function refused(error: unknown): unknown {
  const isOurs = typeof (error as { syscall?: unknown }).syscall === "string";
  if (isOurs || translated(error)) return error;
  return new AppError(400, "bad-upload", "上传的内容不完整或格式不对，请重新选择文件后上传。");
}

/** Reads one file of a multipart request, in the field `file`, into a temporary file. */
export function oneFile(maxBytes: number): Middleware {
  const read = multer({
    storage: multer.diskStorage({ destination: tmpdir() }),
    limits: { fileSize: maxBytes, files: 1, fields: 5, fieldSize: 10_000, parts: 6, headerPairs: 50 },
    defParamCharset: "utf8",
  });
  const one = read.single("file");
  return async (ctx, next) => {
    await one(ctx, async () => undefined).catch((error: unknown) => {
      throw refused(error);
    });
    await next();
  };
}
