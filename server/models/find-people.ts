import { divisionRange, divisionsAbove } from "../../engine/access/index.ts";
import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { containsPattern } from "../query/like-pattern.ts";

/** What a search for colleagues may narrow by. */
export interface PeopleFilter {
  /** Part of a name or of a unit's name. */
  q?: string;
  unit?: number;
  limit: number;
}

/** A colleague as a picker shows him. */
export interface Colleague {
  id: number;
  name: string;
  unitId: number;
  unitName: string;
  roles: string[];
}

// Units of one's own division and below, and those of the divisions above; colleagues of one's own unit come first.
const FIND = `
  select a.id, a.name, u.id as "unitId", u.name as "unitName",
    array(select role_key from account_role r where r.account_id = a.id order by role_key) as roles
  from account a join org_unit u on u.id = a.org_unit_id
  where a.disabled_at is null and a.id <> $1
    and (u.division_code between $2 and $3 or u.division_code = any($4))
    and ($5::text is null or a.name ilike $5 or u.name ilike $5) and ($6::bigint is null or u.id = $6)
  order by (u.id = $7) desc, u.level, u.id, a.id limit $8`;

/** Colleagues one may ask, hand a task to or give a copy. */
export function findPeople(tx: Tx, subject: Subject, { q, unit, limit }: PeopleFilter): Promise<Colleague[]> {
  const { from, to } = divisionRange(subject.divisionCode);
  const pattern = q ? containsPattern(q) : null;
  const values = [subject.accountId, from, to, divisionsAbove(subject.divisionCode), pattern, unit ?? null];
  return sql<Colleague>(tx, FIND, [...values, subject.orgUnitId, limit]);
}
