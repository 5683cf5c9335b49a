import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { eventRow, insertEvents } from "../models/record/events.ts";
import type { RevisionFacts } from "../models/record/facts.ts";
import { referenceRows, referencesOf } from "../models/record/references.ts";
import { levels } from "../organization/plan-units.ts";
import { nobody } from "../process/hand.ts";
import { rowFromFacts } from "../projection/from-facts.ts";
import { tablesOf } from "../projection/refresh.ts";
import { insertRows } from "../projection/row.ts";
import type { FollowingType } from "./declared.ts";
import type { DivisionPlace } from "./place.ts";
import { firstData } from "./values.ts";

/** A new record as its projection row is made of it: official from the beginning. */
function newFacts(type: FollowingType, place: DivisionPlace, accountId: number, at: string): RevisionFacts {
  const revision = uuidv7();
  return {
    record_id: uuidv7(),
    record_type: type.storedKey,
    definition_id: type.definitionId,
    org_unit_id: place.unit?.id as number,
    unit_level: levels[type.recordType.perDivision.owner.level],
    division_code: place.division.code,
    open: type.recordType.visibility === "everyone",
    created_by: accountId,
    ...{ created_at: at, updated_at: at, submitted_at: at, in_force_at: at },
    ...{ cancelled_at: null, working_revision_id: null, returned_at: null },
    in_force_revision_id: revision,
    ...{ lock_version: 1, obligation_id: null, period_key: null, subject_record_id: null },
    ...{ revision_id: revision, number: 1, definition_version_id: type.versionId },
    data: firstData(type, place, place.inherited ?? undefined),
  };
}

const insert = `
  given as (
    select * from jsonb_to_recordset($1::jsonb) as g(record_id uuid, revision_id uuid, record_type text, definition_id bigint,
      definition_version_id bigint, org_unit_id bigint, division_code text, open boolean, created_by bigint, created_at timestamptz, data jsonb)
  ), rev as (
    insert into record_revision (id, record_id, number, definition_version_id, data, created_by, created_at, updated_at,
      submitted_at, in_force_at, org_unit_id, division_code, open)
    select revision_id, record_id, 1, definition_version_id, data, created_by, created_at, created_at, created_at, created_at,
      org_unit_id, division_code, open from given
  ), rec as (
    insert into record (id, record_type, definition_id, org_unit_id, division_code, open, created_by, created_at, updated_at, in_force_revision_id)
    select record_id, record_type, definition_id, org_unit_id, division_code, open, created_by, created_at, created_at, revision_id from given
  ), ref as (
    insert into record_reference (from_record_id, field, to_record_id)
    select r.record_id, r.field, r.id from jsonb_to_recordset($2::jsonb) as r(record_id uuid, field text, id uuid)
  )`;

/** Makes the records of the divisions, official at once, in one statement. */
export async function createRecords(
  ctx: AppContext,
  tx: Tx,
  type: FollowingType,
  places: readonly DivisionPlace[],
  accountId: number,
): Promise<void> {
  if (places.length === 0) return;
  const at = ctx.now().toISOString();
  const facts = places.map((place) => newFacts(type, place, accountId, at));
  const references = facts.flatMap(({ record_id, data }) =>
    referenceRows(referencesOf(type, data)).map((row) => ({ record_id, ...row })),
  );
  const events = facts.map(({ record_id, revision_id }) =>
    eventRow(record_id, nobody, { revisionId: revision_id, kind: "created", at }),
  );
  const values: unknown[] = [facts, references, events].map((rows) => JSON.stringify(rows));
  const projections = (await tablesOf(ctx, tx, type)).map((table, n) => {
    const rows = facts.map((each) => rowFromFacts(table, type, each));
    return `p${n} as (${insertRows(table, `$${values.push(JSON.stringify(rows))}`)})`;
  });
  await sql(tx, `with ${insert}, evt as (${insertEvents("$3")}), ${projections.join(", ")} select 1`, values);
}
