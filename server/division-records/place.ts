import { sql, type Tx } from "../database/transaction.ts";
import { levels } from "../organization/plan-units.ts";
import type { FollowingType } from "./declared.ts";
import { withPredecessors } from "./predecessor.ts";

/** A division that is to have a record, what lies around it, and the record there is. */
export interface DivisionPlace {
  division: { code: string; name: string };
  parent: { code: string; name: string } | null;
  /** The unit that maintains the record; null where there is none. */
  unit: { id: number; name: string; code: string } | null;
  recordId: string | null;
  orgUnitId: number | null;
  recordDivision: string | null;
  data: Record<string, unknown> | null;
  /** A record whose content a new one takes over, where divisions were merged. */
  inherited: Record<string, unknown> | null;
}

/** Digits of a code that say where it lies, by level. */
const digits = { city: 2, district: 6, street: 9, village: 12 } as const;

// The page of divisions first: the rest is looked up for these alone.
const read = `
  with d as materialized (
    select code, name, parent_code from division
    where level = $2 and code > $3 and valid_from <= $6::date and (valid_to is null or valid_to > $6::date)
    order by code limit $7
  )
  select jsonb_build_object('code', d.code, 'name', d.name) as division,
    case when p.code is not null then jsonb_build_object('code', p.code, 'name', p.name) end as parent,
    case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name, 'code', u.code) end as unit,
    r.id as "recordId", r.org_unit_id as "orgUnitId", r.division_code as "recordDivision", r.data, null as inherited
  from d
  left join division p on p.code = d.parent_code
  left join lateral (
    select u.id, u.name, u.code from org_unit u
    where u.division_code = rpad(left(d.code, $4), 12, '0') and u.kind = $5 and (u.valid_to is null or u.valid_to > $6::date)
    order by u.id limit 1) u on true
  left join lateral (
    select r.id, r.org_unit_id, r.division_code,
      -- Row security takes a COALESCE in a condition for leaky and would read all revisions for each division.
      coalesce((select v.data from record_revision v where v.id = r.in_force_revision_id),
        (select v.data from record_revision v where v.id = r.working_revision_id)) as data
    from record r where r.division_code = d.code and r.record_type = $1 and r.cancelled_at is null limit 1) r on true
  order by d.code`;

/** The next divisions after a code, in order of code, that are to have a record on that day. */
export async function nextPlaces(
  tx: Tx,
  type: FollowingType,
  { after, today, limit }: { after: string; today: string; limit: number },
): Promise<DivisionPlace[]> {
  const { level, owner } = type.recordType.perDivision;
  const places = await sql<DivisionPlace>(tx, read, [
    type.storedKey,
    levels[level],
    after,
    digits[owner.level],
    owner.unitKind,
    today,
    limit,
  ]);
  return withPredecessors(tx, type, places, today);
}
