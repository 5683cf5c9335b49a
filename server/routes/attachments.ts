import { requireSubject } from "../auth/require.ts";
import { requesterOf } from "../commands/requester.ts";
import { discardUpload, storeAttachment, type Upload } from "../commands/store-attachment.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { disposition } from "../http/disposition.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { oneFile } from "../http/upload.ts";
import { visibleAttachment } from "../models/visible-attachment.ts";

const maxBytes = 50 * 1024 * 1024;

/** Types a browser only draws; all others are saved. */
const drawn = /^(image\/(png|jpeg|gif|bmp|webp)|application\/pdf)$/;

/** Uploads before they belong to a record, downloads of what one may read. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.post("/attachments", oneFile(maxBytes), async (request) => {
    const { file } = request as unknown as { file?: Upload };
    try {
      if (!file) throw new AppError(400, "no-file", "没有收到文件，请选择文件后重新上传。");
      request.body = await storeAttachment(ctx, requesterOf(request), file);
      request.status = 201;
    } finally {
      await discardUpload(file);
    }
  });

  router.get("/attachments/:id", async (request) => {
    const subject = requireSubject(request);
    const id = request.params.id ?? "";
    const attachment = await inTransaction(ctx, subject, (tx) => visibleAttachment(ctx, tx, subject, id));
    const kind = request.query.download !== "1" && drawn.test(attachment.media_type) ? "inline" : "attachment";
    request.set("Content-Disposition", disposition(kind, attachment.file_name));
    request.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
    request.set("Cache-Control", "private, no-cache");
    const type = attachment.media_type;
    request.type = type.startsWith("text/") ? `${type}; charset=utf-8` : type;
    request.length = attachment.size;
    request.body = await ctx.storage.open(attachment.storage_key);
  });
}
