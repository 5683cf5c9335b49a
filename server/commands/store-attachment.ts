import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { checkedName, checkedType } from "../attachments/check-file.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { Requester } from "./requester.ts";

/** An uploaded file that lies in a temporary place. */
export interface Upload {
  path: string;
  originalname: string;
  size: number;
}

/** An attachment as forms hold it. */
export interface AttachmentView {
  id: string;
  name: string;
  size: number;
  mediaType: string;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** Keeps an upload whose name and content are allowed; it belongs to no record until one names it. @throws AppError 415. */
export async function storeAttachment(
  ctx: AppContext,
  { subject, actor }: Requester,
  upload: Upload,
): Promise<AttachmentView> {
  const name = checkedName(upload.originalname);
  const mediaType = checkedType(name, await headOf(upload.path));
  const random = randomUUID();
  const key = `${random.slice(0, 2)}/${random}`;
  const digest = await sha256(upload.path);
  await ctx.storage.put(key, createReadStream(upload.path));
  const view = { id: uuidv7(), name, size: upload.size, mediaType };
  try {
    await inTransaction(ctx, subject, async (tx) => {
      await sql(
        tx,
        `insert into attachment (id, file_name, media_type, size, sha256, storage_key, division_code, uploaded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [view.id, name, mediaType, view.size, digest, key, subject.divisionCode, subject.accountId],
      );
      const detail = { size: view.size, mediaType, sha256: digest };
      await audit(tx, actor, { action: "attachment.upload", target: `attachment:${view.id}`, detail });
    });
  } catch (error) {
    await ctx.storage.remove(key);
    throw error;
  }
  return view;
}

/** Removes what multer left; a file that is gone already is no error. */
export async function discardUpload(upload: Pick<Upload, "path"> | undefined): Promise<void> {
  if (upload) await rm(upload.path, { force: true });
}
