import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { type EventActor, recordEvent } from "../models/record/events.ts";
import { snapshotDerived } from "../models/record/snapshot.ts";
import { refreshProjection } from "../projection/refresh.ts";
import { sourceChanged } from "../source-changes/job.ts";

const makeOfficial = `
  with old as (
    update record_revision set superseded_at = $3
    where id = (select in_force_revision_id from record where id = $1) and id <> $2
  ), rev as (
    update record_revision set in_force_at = $3 where id = $2 and record_id = $1 returning id
  ), duty as (
    update obligation set completed_at = $3 where record_id = $1 and completed_at is null
  )
  update record r set in_force_revision_id = rev.id, updated_at = $3, lock_version = lock_version + 1,
    working_revision_id = nullif(working_revision_id, rev.id)
  from rev where r.id = $1 and r.cancelled_at is null returning r.record_type`;

const openUp = `
  with rev as (update record_revision set open = true where id = $2)
  update record set open = true where id = $1`;

/**
 * Makes a revision the official one, in the transaction of whoever decided it; the one before is superseded and kept.
 * Fulfils the record's obligation.
 */
export async function putInForce(
  ctx: AppContext,
  tx: Tx,
  actor: EventActor,
  { recordId, revisionId, at = new Date().toISOString() }: { recordId: string; revisionId: string; at?: string },
): Promise<void> {
  await snapshotDerived(ctx, tx, recordId, revisionId);
  const [changed] = await sql<{ record_type: string }>(tx, makeOfficial, [recordId, revisionId, at]);
  if (!changed) throw new Error(`Revision ${revisionId} of record ${recordId} cannot be put in force`);
  const { visibility } = ctx.definitions.recordType(changed.record_type).recordType;
  if (visibility === "official") await sql(tx, openUp, [recordId, revisionId]);
  await recordEvent(tx, recordId, actor, { revisionId, kind: "inForce", at });
  await refreshProjection(ctx, tx, recordId);
  await sourceChanged(ctx, tx, recordId, changed.record_type);
}
