import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { uuidv7 } from "../../database/uuid.ts";
import { refreshProjection } from "../../projection/refresh.ts";
import type { EventActor } from "./events.ts";
import { type LoadedRecord, loadRecord } from "./loaded-record.ts";
import { changedMeanwhile } from "./lock.ts";

const begin = `
  with rec as (
    update record set working_revision_id = $2, updated_at = $4
    where id = $1 and working_revision_id is null and cancelled_at is null and lock_version = $5
    returning id, org_unit_id, division_code, open, in_force_revision_id
  )
  insert into record_revision (id, record_id, number, definition_version_id, data, created_by, created_at, updated_at, org_unit_id, division_code, open)
  select $2, rec.id, (select max(number) + 1 from record_revision where record_id = rec.id), old.definition_version_id, old.data, $3, $4, $4,
    rec.org_unit_id, rec.division_code, rec.open and $6
  from rec join record_revision old on old.id = rec.in_force_revision_id
  returning id`;

/** Starts a working revision from the official one, which stays in force until the new one takes its place. */
export async function beginRevision(
  ctx: AppContext,
  tx: Tx,
  actor: EventActor,
  record: LoadedRecord,
): Promise<LoadedRecord> {
  const { record_id, lock_version } = record.latest;
  // Where only what is official is open, a change stays inside the division until it is official itself.
  const open = record.live.recordType.visibility === "everyone";
  const values = [record_id, uuidv7(), actor.accountId, ctx.now().toISOString(), lock_version, open];
  const rows = await sql(tx, begin, values);
  if (rows.length === 0) throw changedMeanwhile();
  await refreshProjection(ctx, tx, record_id);
  return loadRecord(ctx, tx, record_id);
}
