import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { type EventActor, recordEvent } from "../models/record/events.ts";
import { refreshProjection } from "../projection/refresh.ts";

const reopen = `
  with rev as (
    update record_revision set submitted_at = null, returned_at = case when $4 then $3::timestamptz end,
      returned_data = case when $4 then data else returned_data end,
      reopened_fields = case when $4 then $5::jsonb else reopened_fields end
    where id = $2 and record_id = $1 and in_force_at is null
  ), duty as (
    update obligation set submitted_at = null where record_id = $1 and completed_at is null
  )
  update record set updated_at = $3, lock_version = lock_version + 1 where id = $1 returning id`;

/** Why a submitted revision is open for its filler again. */
export interface Reopening {
  recordId: string;
  revisionId: string;
  /** returned: a reviewer sent it back; withdrawn: the filler took it back. */
  kind: "returned" | "withdrawn";
  opinion?: string | null;
  taskId?: string | null;
  at?: string;
  /** The only fields that are opened again; none named opens all. */
  fields?: readonly string[] | undefined;
}

/** Gives the submitted revision back to its filler, who goes on with the same working revision. */
export async function reopenRevision(ctx: AppContext, tx: Tx, actor: EventActor, reopening: Reopening): Promise<void> {
  const { recordId, revisionId, kind, opinion, taskId, fields, at = new Date().toISOString() } = reopening;
  await sql(tx, reopen, [recordId, revisionId, at, kind === "returned", fields ? JSON.stringify(fields) : null]);
  const detail = fields && { fields };
  await recordEvent(tx, recordId, actor, { revisionId, kind, at, opinion, taskId, ...(detail && { detail }) });
  await refreshProjection(ctx, tx, recordId);
}
