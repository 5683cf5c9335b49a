import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";

/** A file beside an opinion or a comment. */
export interface DiscussedFile {
  id: string;
  name: string;
  size: number;
  mediaType: string;
}

/**
 * Ties uploads to the discussion of a record, so that whoever reads the record may open them; its form never holds them.
 * @throws AppError 422 for a file that is not the asker's own fresh upload.
 */
export async function discussAttachments(
  tx: Tx,
  ids: readonly string[],
  recordId: string,
  accountId: number | null,
): Promise<DiscussedFile[]> {
  if (ids.length === 0) return [];
  const files = await sql<DiscussedFile>(
    tx,
    `update attachment set discussed_record_id = $2 where id = any($1::uuid[]) and uploaded_by = $3
       and record_id is null and removed_at is null and coalesce(discussed_record_id, $2) = $2
     returning id, file_name as name, size, media_type as "mediaType"`,
    [ids, recordId, accountId],
  );
  if (files.length === new Set(ids).size) return files;
  const message = "附件不存在或已用于别处，请重新上传后再提交。";
  throw new AppError(422, "unknown-attachment", message, { errors: [{ pointer: "/attachments", message }] });
}
