import { isDeepStrictEqual } from "node:util";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { recordEvent } from "../models/record/events.ts";
import { namedChanges } from "../models/record/named-changes.ts";
import { nobody } from "../process/hand.ts";
import { refreshProjection } from "../projection/refresh.ts";
import { sourceChanged } from "../source-changes/job.ts";
import type { FollowingType } from "./declared.ts";
import type { DivisionPlace } from "./place.ts";
import { alignedData, followedValues } from "./values.ts";

/** Whether the record says of its division and its owner what they are now. */
export function isAligned(type: FollowingType, place: DivisionPlace): boolean {
  const { unit, orgUnitId, recordDivision, division, data } = place;
  if (unit?.id !== orgUnitId || recordDivision !== division.code) return false;
  return Object.entries(followedValues(type, place)).every(([field, value]) => isDeepStrictEqual(data?.[field], value));
}

const move = `
  with old as (
    update record_revision set superseded_at = $3 where id = (select in_force_revision_id from record where id = $1)
    returning definition_version_id
  ), rev as (
    insert into record_revision (id, record_id, number, definition_version_id, data, created_by, created_at, updated_at,
      submitted_at, in_force_at, org_unit_id, division_code, open)
    select $2, $1, (select max(number) + 1 from record_revision where record_id = $1), old.definition_version_id, $4, $7, $3, $3, $3, $3,
      $5, $6, r.open from record r, old where r.id = $1
  ), kept as (
    update record_revision set data = data || $8::jsonb, org_unit_id = $5, division_code = $6
    where id = (select working_revision_id from record where id = $1)
  )
  update record set in_force_revision_id = $2, org_unit_id = $5, division_code = $6, updated_at = $3, lock_version = lock_version + 1
  where id = $1 and in_force_revision_id is not null`;

/**
 * Brings a record up to its division: a new official revision, so that what was said before stays readable as of then.
 * A change under way keeps what its author typed.
 */
export async function alignRecord(
  ctx: AppContext,
  tx: Tx,
  type: FollowingType,
  place: DivisionPlace,
  accountId: number,
): Promise<void> {
  const recordId = place.recordId as string;
  const before = place.data ?? {};
  const data = alignedData(type, place, before);
  const [revisionId, at] = [uuidv7(), ctx.now().toISOString()];
  await sql(tx, move, [
    ...[recordId, revisionId, at, JSON.stringify(data), place.unit?.id, place.division.code, accountId],
    JSON.stringify(followedValues(type, place)),
  ]);
  await recordEvent(tx, recordId, nobody, {
    ...{ revisionId, kind: "aligned", at },
    changes: await namedChanges(ctx, tx, { schema: type.schema, before, after: data }),
    opinion:
      place.recordDivision === place.division.code
        ? null
        : `区划代码由 ${place.recordDivision} 改为 ${place.division.code}`,
  });
  await refreshProjection(ctx, tx, recordId);
  await sourceChanged(ctx, tx, recordId, type.storedKey);
}
