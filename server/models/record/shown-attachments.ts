import { sql, type Tx } from "../../database/transaction.ts";

/** Which of a record's attachments stand in a field, of any of its revisions, that is not hidden. */
export async function shownAttachments(
  tx: Tx,
  recordId: string,
  ids: readonly string[],
  hidden: readonly string[],
): Promise<ReadonlySet<string>> {
  if (hidden.length === 0) return new Set(ids);
  const rows = await sql<{ id: string }>(
    tx,
    `select a.id from unnest($2::uuid[]) as a(id) where exists (
       select from record_revision rev
       where rev.record_id = $1 and strpos((rev.data - $3::text[])::text, a.id::text) > 0)`,
    [recordId, ids, hidden],
  );
  return new Set(rows.map(({ id }) => id));
}
