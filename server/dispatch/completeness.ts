import { sql, type Tx } from "../database/transaction.ts";

/** How far units are: 应报, 已报, 按时, 超期, 已完成. */
export interface Completeness {
  due: number;
  submitted: number;
  onTime: number;
  overdue: number;
  completed: number;
}

/** Which units are asked for: a page of those whose name contains a text, all or only those behind. */
export interface CompletenessFilter {
  offset: number;
  limit: number;
  q?: string;
  show?: "all" | "missing" | "overdue";
}

/** The same per period, or per unit and period. */
export interface PeriodCompleteness extends Completeness {
  period: string;
}

/** A unit's line in the table of who has reported. */
export interface UnitCompleteness {
  unitId: number;
  unitName: string;
  divisionName: string;
  remindedAt: string | null;
  remindedCount: number;
  periods: PeriodCompleteness[];
}

// Late is what came after its date, or has not come though the date is past.
const COUNTS = `count(*) as due, count(o.submitted_at) as submitted,
  count(*) filter (where o.submitted_at <= o.due_at) as "onTime",
  count(*) filter (where coalesce(o.submitted_at, $2::timestamptz) > o.due_at) as overdue,
  count(o.completed_at) as completed`;

const TABLE = `
  with mine as (select * from obligation o where o.campaign_id = $1 and o.cancelled_at is null),
  cell as (select o.org_unit_id, o.period_key as period, ${COUNTS}, max(o.reminded_at) as reminded_at,
      max(o.reminded_count) as reminded_count from mine o group by 1, 2),
  period as (select o.period_key as period, ${COUNTS} from mine o group by 1),
  chosen as (select c.org_unit_id from cell c join org_unit u on u.id = c.org_unit_id where strpos(u.name, $5) > 0
    group by c.org_unit_id, u.division_code
    having $6 = 'all' or $6 = 'missing' and sum(c.submitted) < sum(c.due) or $6 = 'overdue' and sum(c.overdue) > 0
    order by u.division_code, c.org_unit_id),
  page as (select org_unit_id from chosen limit $3 offset $4),
  line as (
    select c.org_unit_id as "unitId", u.name as "unitName", d.name as "divisionName",
      max(c.reminded_at) as "remindedAt", max(c.reminded_count) as "remindedCount",
      json_agg(json_build_object('period', c.period, 'due', c.due, 'submitted', c.submitted, 'onTime', c."onTime",
        'overdue', c.overdue, 'completed', c.completed) order by c.period) as periods
    from page join cell c on c.org_unit_id = page.org_unit_id join org_unit u on u.id = c.org_unit_id
      join division d on d.code = u.division_code
    group by 1, 2, 3 order by max(u.division_code), 1)
  select (select coalesce(json_agg(p order by p.period), '[]') from period p) as periods,
    (select coalesce(json_agg(l), '[]') from line l) as units,
    (select count(*) from chosen) as "unitCount"`;

/** Who has reported and who has not, per period and per unit and period, in one query; within the transaction's scope. */
export async function completenessOf(
  tx: Tx,
  campaignId: string,
  now: string,
  { offset, limit, q = "", show = "all" }: CompletenessFilter,
): Promise<{ periods: PeriodCompleteness[]; units: UnitCompleteness[]; unitCount: number }> {
  const [row] = await sql<{ periods: PeriodCompleteness[]; units: UnitCompleteness[]; unitCount: number }>(tx, TABLE, [
    ...[campaignId, now, limit, offset, q, show],
  ]);
  return row ?? { periods: [], units: [], unitCount: 0 };
}

/** The sum over periods. */
export function totalOf(periods: readonly Completeness[]): Completeness {
  const total = { due: 0, submitted: 0, onTime: 0, overdue: 0, completed: 0 };
  for (const each of periods) {
    for (const key of Object.keys(total) as (keyof Completeness)[]) total[key] += each[key];
  }
  return total;
}
