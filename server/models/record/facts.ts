import { prepared } from "../../database/prepared.ts";
import type { Tx } from "../../database/transaction.ts";

/** One revision that counts (working or in force) with its record: all that a projection row or a view needs. */
export interface RevisionFacts {
  record_id: string;
  record_type: string;
  definition_id: number;
  org_unit_id: number;
  division_code: string;
  /** Of its unit: 1 city, 2 district, 3 street, 4 village. */
  unit_level: number;
  /** Whether row level security shows this revision to everybody signed in. */
  open: boolean;
  created_by: number;
  created_at: string;
  updated_at: string;
  cancelled_at: string | null;
  working_revision_id: string | null;
  in_force_revision_id: string | null;
  lock_version: number;
  obligation_id: string | null;
  period_key: string | null;
  subject_record_id: string | null;
  revision_id: string;
  number: number;
  definition_version_id: number;
  data: Record<string, unknown>;
  submitted_at: string | null;
  in_force_at: string | null;
  returned_at: string | null;
  /** After a return of chosen fields: the only ones that may be changed. */
  reopened_fields?: string[] | null;
}

/** Selects RevisionFacts (an official revision under change was last touched when it came into force) of a record's working and in-force revisions; `r` and `rev` are the tables. */
export const factsSelect = `select r.id as record_id, r.record_type, r.definition_id, r.org_unit_id, r.division_code, u.level as unit_level, rev.open, r.created_by,
    r.created_at,
    case when rev.id = coalesce(r.working_revision_id, rev.id) then r.updated_at else rev.in_force_at end as updated_at, r.cancelled_at, r.working_revision_id, r.in_force_revision_id, r.lock_version,
    r.obligation_id, o.period_key, o.subject_record_id, rev.id as revision_id, rev.number, rev.definition_version_id,
    rev.data, rev.submitted_at, rev.in_force_at, rev.returned_at, rev.reopened_fields
  from record r
  join org_unit u on u.id = r.org_unit_id
  join record_revision rev on rev.record_id = r.id and rev.id in (r.working_revision_id, r.in_force_revision_id)
  left join obligation o on o.id = r.obligation_id`;

/** The latest revision: the working one, else the official one. */
export function isLatest({ revision_id, working_revision_id }: RevisionFacts): boolean {
  return working_revision_id === null || revision_id === working_revision_id;
}

/** Both revisions of one record that count, the latest first; none when it is out of scope. */
export async function factsOf(tx: Tx, recordId: string): Promise<RevisionFacts[]> {
  const rows = await prepared<RevisionFacts>(tx, `${factsSelect} where r.id = $1`, [recordId]);
  return rows.sort((a, b) => Number(isLatest(b)) - Number(isLatest(a)));
}
