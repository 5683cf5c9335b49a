import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AppContext } from "../context.ts";
import type { ApiContext } from "../http/state.ts";
import { attachmentHeader } from "./file-name.ts";
import { type Sheet, writeWorkbook } from "./workbook.ts";

const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Answers with a workbook that is written while its rows are read. `produce` holds whatever the rows need (a
 * transaction) until all are written or the reader has gone.
 */
export function streamWorkbook(
  ctx: Pick<AppContext, "log" | "now">,
  request: ApiContext,
  title: string,
  produce: (write: (sheet: Sheet) => Promise<void>) => Promise<void>,
): void {
  const body = new PassThrough();
  const day = new Date(ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  request.type = mediaType;
  request.set("Content-Disposition", attachmentHeader(`${title}-${day}`));
  request.body = body;
  produce((sheet) => pipeline(Readable.from(writeWorkbook(sheet), { objectMode: false }), body)).catch(
    (error: unknown) => {
      const left = (error as { code?: string }).code === "ERR_STREAM_PREMATURE_CLOSE";
      if (!left) ctx.log.error({ err: error, path: request.path }, "export failed");
      body.destroy(error as Error);
    },
  );
}
