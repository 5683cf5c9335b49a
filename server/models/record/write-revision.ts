import type { Actor } from "../../audit/audit.ts";
import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { rowFromFacts } from "../../projection/from-facts.ts";
import { tablesOf, titlesFor } from "../../projection/refresh.ts";
import { checkAttachments } from "./attachments.ts";
import { type Data, formerValues } from "./check-data.ts";
import { type EventKind, eventRow } from "./events.ts";
import type { LoadedRecord } from "./loaded-record.ts";
import { changedMeanwhile } from "./lock.ts";
import { namedChanges } from "./named-changes.ts";
import { checkReferences, referenceRows, referencesOf } from "./references.ts";
import { checkRowReferences } from "./row-choices.ts";
import { checkUnits } from "./unit-values.ts";
import { updateRevision } from "./update.ts";

/** Attachments of the record that the new data no longer names; those of an official revision stay with it. */
async function removedAttachments(tx: Tx, record: LoadedRecord, kept: readonly string[]) {
  if (!JSON.stringify(record.latest.data).includes('"mediaType"')) return [];
  const official = JSON.stringify(record.inForce?.data ?? {});
  const rows = await sql<{ id: string; name: string; size: number }>(
    tx,
    `select id, file_name as name, size from attachment
     where record_id = $1 and removed_at is null and not (id = any($2::uuid[]))`,
    [record.latest.record_id, kept],
  );
  return rows.filter(({ id }) => !official.includes(id));
}

/** Who writes, and what the history says of it. */
export interface RevisionWrite {
  actor: Actor & { accountId: number };
  data: Data;
  kind?: EventKind;
  /** The task at which a reviewer changes what was submitted. */
  taskId?: string;
}

/**
 * Stores checked data as the content of the working revision, with history, references, attachments, audit and
 * projection, in two to four round trips.
 * @throws AppError 409 when the record moved on meanwhile, 422 for references and attachments that cannot be.
 */
export async function writeRevision(
  ctx: AppContext,
  tx: Tx,
  record: LoadedRecord,
  write: RevisionWrite,
): Promise<Data> {
  const { latest, resolved } = record;
  const { actor, kind = "saved", taskId } = write;
  const recordId = latest.record_id;
  const revisionId = latest.revision_id;
  const at = ctx.now().toISOString();
  const links = await checkAttachments(tx, resolved, write.data, { recordId, accountId: actor.accountId });
  const { data } = links;
  const referred = (content: Data) => referencesOf(resolved, content, latest.division_code);
  const [references, former] = [referred(data), referred(latest.data)];
  await checkReferences(tx, references, former);
  await checkRowReferences(ctx, tx, resolved, { data, before: latest.data });
  await checkUnits(tx, resolved, { data, before: latest.data });
  const removed = await removedAttachments(tx, record, links.ids);
  const uploads = (what: "uploaded" | "removed", files: { id: string; name: string; size: number }[]) =>
    files.map(({ id, name, size }) =>
      eventRow(recordId, actor, { revisionId, kind: what, at, detail: { attachmentId: id, name, size } }),
    );
  const changes = await namedChanges(ctx, tx, { schema: resolved.schema, before: latest.data, after: data });
  const detail = { lockVersion: latest.lock_version + 1, before: formerValues(latest.data, data) };
  const titles = await titlesFor(ctx, tx, resolved, data);
  const written = { ...latest, data, updated_at: at };
  const changed = await updateRevision(tx, actor, {
    ...{ recordId, revisionId, lockVersion: latest.lock_version, at, data, auditAction: "record.save" },
    events: [
      eventRow(recordId, actor, { revisionId, kind, at, changes, detail, taskId }),
      ...uploads("uploaded", links.added),
      ...uploads("removed", removed),
    ],
    references:
      JSON.stringify(referenceRows(references)) === JSON.stringify(referenceRows(former))
        ? null
        : referenceRows(references),
    underReview: taskId !== undefined,
    attachmentIds: links.added.map(({ id }) => id),
    removedAttachmentIds: removed.map(({ id }) => id),
    projections: (await tablesOf(ctx, tx, resolved)).map((table) => ({
      table,
      row: rowFromFacts(table, resolved, written, titles),
    })),
  });
  if (!changed) throw changedMeanwhile();
  return data;
}
