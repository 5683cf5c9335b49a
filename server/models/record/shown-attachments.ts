import { sql, type Tx } from "../../database/transaction.ts";
import { holdsAttachments } from "./attachments.ts";
import type { LoadedRecord } from "./loaded-record.ts";

/**
 * Which of a record's attachments stand in a field, of any of its revisions, that is not hidden. Where a hidden field
 * takes files, one that no revision names any more is not shown either: it may have been that field's.
 */
export async function shownAttachments(
  tx: Tx,
  { latest, resolved: { schema } }: Pick<LoadedRecord, "latest" | "resolved">,
  ids: readonly string[],
  hiddenFields: readonly string[],
): Promise<ReadonlySet<string>> {
  const hidden = hiddenFields.filter((field) => holdsAttachments(schema.properties?.[field] ?? {}, schema));
  if (hidden.length === 0) return new Set(ids);
  const rows = await sql<{ id: string }>(
    tx,
    `select a.id from unnest($2::uuid[]) as a(id) where exists (
       select from record_revision rev
       where rev.record_id = $1 and strpos((rev.data - $3::text[])::text, a.id::text) > 0)`,
    [latest.record_id, ids, hidden],
  );
  return new Set(rows.map(({ id }) => id));
}
