import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { containsPattern } from "../query/like-pattern.ts";
import { type Box, counted, heapOf, heapTotals, MOST_COUNTED, UNREAD, waitingParts } from "./desk-heaps.ts";
import type { StandIn } from "./substitutes.ts";

/** How pressing tasks are: late, due today, in the rest of the week, later, or without a date. */
export type Due = "overdue" | "today" | "week" | "later" | "none";

// Days and weeks end when they end in Beijing; hours, since a day's length would go by the session's time zone.
const DAY_ENDS = "date_trunc('day', :now::timestamptz, 'Asia/Shanghai') + interval '24 hours'";
const WEEK_ENDS = "date_trunc('week', :now::timestamptz, 'Asia/Shanghai') + interval '168 hours'";
const DUE: Record<Due, string> = {
  overdue: "t.due_at < :now",
  today: `t.due_at >= :now and t.due_at < ${DAY_ENDS}`,
  week: `t.due_at >= ${DAY_ENDS} and t.due_at < ${WEEK_ENDS}`,
  later: `t.due_at >= ${WEEK_ENDS}`,
  none: "t.due_at is null",
};

/** What to show of a heap. */
export interface DeskRequest {
  box: Box;
  /** Part of a record's title or a task's name. */
  q?: string;
  /** Only tasks of this node. */
  node?: string;
  /** Only of this record type, of this unit's records, or due so. */
  type?: string;
  unit?: number;
  due?: Due;
  offset: number;
  limit: number;
}

/** A line of a desk as the database gives it. */
export interface DeskRow {
  id: string;
  instance_id: string;
  node_id: string;
  name: string;
  title: string;
  record_id: string;
  record_type: string;
  state: string;
  created_at: string;
  due_at: string | null;
  completed_at: string | null;
  outcome: string | null;
  opinion: string | null;
  outcomes: { key: string; label: string }[] | null;
  unit_name: string;
  division_name: string;
  assignee_id: number | null;
  assignee_name: string | null;
  waiting: string | null;
}

type Values = Record<string, unknown>;

/** Puts `$1`, `$2`, ... for the names a text uses. */
function numbered(text: string, values: Values): [string, unknown[]] {
  const names: string[] = [];
  const ready = text.replace(/(?<!:):([a-z]+)\b/g, (_match, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return [ready, names.map((name) => values[name])];
}

function valuesOf(subject: Subject, now: string, standIns: readonly StandIn[]): Values {
  const others = standIns.map(({ subject: { accountId, orgUnitId, roles }, processes }) => {
    return { account: accountId, unit: orgUnitId, roles, processes };
  });
  const mine = { unit: subject.orgUnitId, roles: subject.roles, account: subject.accountId, now };
  return { ...mine, others: JSON.stringify(others) };
}

function conditionsOf(request: DeskRequest): string {
  const { q, node, type, unit, due, box } = request;
  return [
    ...(q ? ["and (t.title ilike :q or t.name ilike :q)"] : []),
    ...(node && box !== "started" && box !== "cc" ? ["and t.node_id = :node"] : []),
    ...(type ? ["and t.record_type = :type"] : []),
    ...(unit ? ["and t.org_unit_id = :of"] : []),
    ...(due ? [`and ${DUE[due]}`] : []),
  ].join(" ");
}

/**
 * One page of a heap and how many there are in all (up to MOST_COUNTED), in one round trip: the page's ids by index, then
 * its rows.
 */
export async function deskPage(
  tx: Tx,
  subject: Subject,
  request: DeskRequest,
  now: string,
  standIns: readonly StandIn[] = [],
): Promise<{ rows: DeskRow[]; total: number }> {
  const { parts, direction, rows: source } = heapOf(request.box, standIns);
  const where = conditionsOf(request);
  const order = `at ${direction}, id`;
  const first = parts.map(({ part, by }) => {
    const tail = `order by ${by} ${direction}, t.id limit :end`;
    return `(${part({ columns: `t.id, ${by} as at`, where, tail })})`;
  });
  const total = where
    ? counted(
        parts.map(({ part }) => part),
        where,
      )
    : heapTotals(standIns)[request.box];
  const text = `
    with page as materialized (select * from (${first.join(" union all ")}) c order by ${order} limit :limit offset :offset),
      counted as (select ${total} as total)
    select t.id, t.instance_id, t.node_id, t.name, t.title, t.record_id, t.record_type, t.state, t.created_at, t.due_at,
      ${request.box === "done" ? "page.at as completed_at" : "t.completed_at"}, t.outcome, t.opinion, t.outcomes,
      t.assignee_id, t.waiting, u.name as unit_name, d.name as division_name, a.name as assignee_name, counted.total
    from counted left join page on true left join ${source} t on t.id = page.id left join org_unit u on u.id = t.org_unit_id
      left join division d on d.code = t.division_code left join account a on a.id = t.assignee_id
    order by page.at ${direction}, page.id`;
  const { q, node, type, unit: of, limit, offset } = request;
  const asked = { q: q ? containsPattern(q) : null, node, type, of, limit, offset, end: offset + limit };
  const values = { ...valuesOf(subject, now, standIns), ...asked };
  const rows = await sql<DeskRow & { total: number }>(tx, ...numbered(text, values));
  return { rows: rows.filter((row) => row.id !== null), total: rows[0]?.total ?? 0 };
}

/** How much lies in each heap, and how many obligations of the unit are open; one round trip. */
export async function deskCounts(
  tx: Tx,
  subject: Subject,
  now: string,
  standIns: readonly StandIn[] = [],
): Promise<Record<Box | "obligationsDue", number>> {
  const totals = { ...heapTotals(standIns), cc: UNREAD };
  const counts = Object.entries(totals).map(([box, count]) => `${count} as ${box}`);
  const text = `select ${counts.join(", ")}, (select count(*) from (
      select from obligation where org_unit_id = :unit and cancelled_at is null and submitted_at is null
        and (filler_role is null or filler_role = any(:roles)) limit ${MOST_COUNTED}) c) as "obligationsDue"`;
  const values = valuesOf(subject, now, standIns);
  const [row] = await sql<Record<Box | "obligationsDue", number>>(tx, ...numbered(text, values));
  return row as Record<Box | "obligationsDue", number>;
}

/** The tasks that wait, heaped up by what they are about, where they come from and how pressing they are. */
export interface DeskGroups {
  processes: { recordType: string; nodeId: string; name: string; count: number }[];
  units: { unitId: number; name: string; count: number }[];
  due: Record<Due, number>;
}

const DUE_COUNTS = Object.entries(DUE).map(([due, where]) => `'${due}', count(*) filter (where ${where})`);

// No desk has more heaps worth a button; the rest is found by searching.
const MOST_GROUPS = 30;

/** Groups what waits for the account, as far as it is counted; one round trip over the rows the desk itself shows. */
export async function deskGroups(
  tx: Tx,
  subject: Subject,
  now: string,
  standIns: readonly StandIn[] = [],
): Promise<DeskGroups> {
  const heaps = (
    select: string,
    by: string,
  ): string => `(select coalesce(jsonb_agg(x order by x.count desc, ${by}), '[]')
    from (${select} order by count desc, ${by} limit ${MOST_GROUPS}) x)`;
  const processes = `select record_type as "recordType", node_id as "nodeId", min(name) as name, count(*) as count
    from t group by 1, 2`;
  const units = `select t.org_unit_id as "unitId", coalesce(min(u.name), '') as name, count(*) as count
    from t left join org_unit u on u.id = t.org_unit_id group by 1`;
  const waiting = waitingParts(standIns).map((part) => `(${part({ columns: "t.*" })})`);
  const text = `
    with t as materialized (select m.record_type, m.node_id, m.name, m.org_unit_id, m.due_at
      from (${waiting.join(" union all ")}) m limit ${MOST_COUNTED})
    select ${heaps(processes, '"recordType", "nodeId"')} as processes, ${heaps(units, '"unitId"')} as units,
      (select jsonb_build_object(${DUE_COUNTS.join(", ")}) from t) as due`;
  const [row] = await sql<DeskGroups>(tx, ...numbered(text, valuesOf(subject, now, standIns)));
  return row as DeskGroups;
}
