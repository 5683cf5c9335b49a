import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { loadRecord } from "./record/loaded-record.ts";
import { requireRight } from "./record/rights.ts";
import { shownAttachments } from "./record/shown-attachments.ts";
import { hiddenFields } from "./record/task-rights.ts";

/** A stored attachment. */
export interface StoredAttachment {
  id: string;
  record_id: string | null;
  /** The record whose discussion it belongs to, instead of its form. */
  discussed_record_id: string | null;
  file_name: string;
  media_type: string;
  size: number;
  storage_key: string;
  uploaded_by: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function unknownAttachment(): AppError {
  return new AppError(404, "unknown-attachment", "没有找到这个附件，它可能已被删除。");
}

/** An attachment the subject uploaded, or that he may see in a record he may read. @throws AppError 404 for any other. */
export async function visibleAttachment(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  id: string,
): Promise<StoredAttachment> {
  const found = uuid.test(id)
    ? await sql<StoredAttachment>(
        tx,
        `select id, record_id, discussed_record_id, file_name, media_type, size, storage_key, uploaded_by
           from attachment where id = $1 and removed_at is null`,
        [id],
      )
    : [];
  const [attachment] = found;
  if (attachment?.uploaded_by === subject.accountId) return attachment;
  const recordId = attachment?.record_id ?? attachment?.discussed_record_id;
  if (!attachment || !recordId) throw unknownAttachment();
  const record = await loadRecord(ctx, tx, recordId);
  requireRight(record, subject, "read");
  if (attachment.record_id === null) return attachment;
  const shown = await shownAttachments(tx, record, [id], await hiddenFields(ctx, tx, record, subject));
  if (!shown.has(attachment.id)) throw unknownAttachment();
  return attachment;
}
