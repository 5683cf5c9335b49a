import { sql, type Tx } from "../database/transaction.ts";
import type { FollowingType } from "./declared.ts";
import type { DivisionPlace } from "./place.ts";

interface Predecessor {
  successor: string;
  kind: "moved" | "merged";
  recordId: string;
  orgUnitId: number;
  recordDivision: string;
  data: Record<string, unknown>;
}

const read = `
  select c.successor_code as successor, c.kind, r.id as "recordId", r.org_unit_id as "orgUnitId", r.division_code as "recordDivision",
    coalesce((select v.data from record_revision v where v.id = r.in_force_revision_id),
      (select v.data from record_revision v where v.id = r.working_revision_id)) as data
  from division_change c
  join record r on r.division_code = c.code and r.record_type = $1 and (r.cancelled_at is null or c.kind = 'merged')
  where c.successor_code = any($2::text[]) and c.kind in ('moved', 'merged') and c.effective_on <= $3::date
  order by c.id desc`;

/**
 * Gives divisions without a record what their predecessor had: where only the code changed its record itself, which goes
 * on; where several were merged the content of the first, for a new record to begin with.
 */
export async function withPredecessors(
  tx: Tx,
  type: FollowingType,
  places: DivisionPlace[],
  today: string,
): Promise<DivisionPlace[]> {
  const lacking = places.filter(({ recordId }) => recordId === null).map(({ division }) => division.code);
  const [known] = await sql(tx, "select from division_change where successor_code = any($1::text[]) limit 1", [
    lacking,
  ]);
  if (!known) return places;
  const rows = await sql<Predecessor>(tx, read, [type.storedKey, lacking, today]);
  const found = new Map(rows.map((row) => [row.successor, row]));
  return places.map((place) => {
    const before = place.recordId === null ? found.get(place.division.code) : undefined;
    if (!before) return place;
    const { recordId, orgUnitId, recordDivision, data } = before;
    return before.kind === "merged"
      ? { ...place, inherited: data }
      : { ...place, recordId, orgUnitId, recordDivision, data };
  });
}
