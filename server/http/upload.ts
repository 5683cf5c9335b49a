import { tmpdir } from "node:os";
import multer from "@koa/multer";
import type { Middleware } from "koa";

/** Reads one file of a multipart request, in the field `file`, into a temporary file. */
export function oneFile(maxBytes: number): Middleware {
  const read = multer({
    storage: multer.diskStorage({ destination: tmpdir() }),
    limits: { fileSize: maxBytes, files: 1, fields: 5, fieldSize: 10_000, parts: 6, headerPairs: 50 },
    defParamCharset: "utf8",
  });
  return read.single("file");
}
