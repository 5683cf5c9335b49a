import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { containsPattern } from "../query/like-pattern.ts";
import type { StandIn } from "./substitutes.ts";

/** The heaps of a desk. */
export type Box = "todo" | "done" | "started" | "overdue" | "cc";

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

/** Numbers beside the heaps; each stops at this. */
const MOST_COUNTED = 10_000;

// Three index scans instead of one OR: what is put before my role at my unit, what is assigned to me, and where it is my
// turn among participants.
const MINE = `(
  select * from task where state = 'open' and candidate_unit_id = :unit and candidate_role = any(:roles)
    and (assignee_id is null or assignee_id = :account) and not seated and barred_id is distinct from :account
  union all
  select * from task where state = 'open' and assignee_id = :account and not seated
    and not (coalesce(candidate_unit_id, 0) = :unit and coalesce(candidate_role, '') = any(:roles))
  union all
  select t.* from task_participant p join task t on t.id = p.task_id and t.state = 'open'
  where p.account_id = :account and p.state = 'open')`;

// An answer among participants is done though the task may still wait for others.
const DONE = `(select * from task where state = 'completed' and completed_by = :account
  union all
  select t.* from task t where t.completed_by is distinct from :account and exists (
    select from task_participant p where p.task_id = t.id and p.account_id = :account and p.state = 'done'))`;

const STARTED = `(select i.id, i.id as instance_id, ''::text as node_id, ''::text as name, i.title, i.record_id,
    r.record_type, i.org_unit_id, i.division_code, i.status as state, i.started_at as created_at,
    null::timestamptz as due_at, i.ended_at as completed_at, null::text as outcome, null::text as opinion,
    null::jsonb as outcomes, null::bigint as assignee_id,
    (select string_agg(o.name, '、') from task o where o.instance_id = i.id and o.state = 'open') as waiting
  from process_instance i join record r on r.id = i.record_id where i.started_by = :account)`;

const COPIES = `(select c.id, c.instance_id, ''::text as node_id, c.name, c.title, c.record_id, c.record_type,
    c.org_unit_id, c.division_code, case when c.read_at is null then 'unread' else 'read' end as state, c.created_at,
    null::timestamptz as due_at, c.read_at as completed_at, null::text as outcome, c.note as opinion,
    null::jsonb as outcomes, null::bigint as assignee_id, s.name as waiting
  from task_copy c left join account s on s.id = c.sender_id
  where c.account_id = :account)`;

const OTHERS = "jsonb_to_recordset(:others::jsonb) as o(account bigint, unit bigint, roles text[], processes text[])";
const PROCESS = "left(t.record_type, position('/' in t.record_type)) || i.process_key";

// What waits for those in whose place the account acts; ids first, so that nothing is shown twice.
const THEIRS = `
  select t.id from ${OTHERS}
  join task t on t.state = 'open' and not t.seated and t.barred_id is distinct from :account
    and ((t.candidate_unit_id = o.unit and t.candidate_role = any(o.roles)
      and (t.assignee_id is null or t.assignee_id = o.account)) or t.assignee_id = o.account)
  join process_instance i on i.id = t.instance_id where o.processes is null or ${PROCESS} = any(o.processes)
  union
  select t.id from ${OTHERS} join task_participant p on p.account_id = o.account and p.state = 'open'
  join task t on t.id = p.task_id and t.state = 'open'
  join process_instance i on i.id = t.instance_id where o.processes is null or ${PROCESS} = any(o.processes)`;

const WITH_THEIRS = `(
  select * from ${MINE} own
  union all
  select * from task where id in (${THEIRS}) and id not in (select id from ${MINE} own))`;

/** My own tasks and, where there are any, those of whom I stand in for. */
const waiting = (standIns: readonly StandIn[]): string => (standIns.length > 0 ? WITH_THEIRS : MINE);

const SOURCES: Record<Box, (standIns: readonly StandIn[]) => string> = {
  todo: (standIns) => `(select m.*, null::text as waiting from ${waiting(standIns)} m)`,
  overdue: (standIns) => `(select m.*, null::text as waiting from ${waiting(standIns)} m where m.due_at < :now)`,
  done: () => `(select d.*, null::text as waiting from ${DONE} d)`,
  started: () => STARTED,
  cc: () => COPIES,
};

const ORDER: Record<Box, string> = {
  todo: "t.created_at, t.id",
  overdue: "t.due_at, t.id",
  done: "t.completed_at desc, t.id",
  started: "t.created_at desc, t.id",
  cc: "t.created_at desc, t.id",
};

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

/** One page of a heap and how many there are in all (up to MOST_COUNTED), in one round trip. */
export async function deskPage(
  tx: Tx,
  subject: Subject,
  request: DeskRequest,
  now: string,
  standIns: readonly StandIn[] = [],
): Promise<{ rows: DeskRow[]; total: number }> {
  const conditions = [
    ...(request.q ? ["(t.title ilike :q or t.name ilike :q)"] : []),
    ...(request.node && request.box !== "started" && request.box !== "cc" ? ["t.node_id = :node"] : []),
    ...(request.type ? ["t.record_type = :type"] : []),
    ...(request.unit ? ["t.org_unit_id = :of"] : []),
    ...(request.due ? [DUE[request.due]] : []),
  ];
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  const source = SOURCES[request.box](standIns);
  const text = `
    with page as (select t.* from ${source} t ${where} order by ${ORDER[request.box]} limit :limit offset :offset),
      counted as (select count(*) as total from (select from ${source} t ${where} limit ${MOST_COUNTED}) c)
    select t.id, t.instance_id, t.node_id, t.name, t.title, t.record_id, t.record_type, t.state, t.created_at, t.due_at,
      t.completed_at, t.outcome, t.opinion, t.outcomes, t.assignee_id, t.waiting, u.name as unit_name,
      d.name as division_name, a.name as assignee_name, counted.total
    from counted left join page t on true left join org_unit u on u.id = t.org_unit_id
      left join division d on d.code = t.division_code left join account a on a.id = t.assignee_id
    order by ${ORDER[request.box]}`;
  const { q, node, type, unit: of, limit, offset } = request;
  const asked = { q: q ? containsPattern(q) : null, node, type, of, limit, offset };
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
  const count = (source: string): string => `(select count(*) from (select from ${source} t limit ${MOST_COUNTED}) c)`;
  const text = `select ${count(waiting(standIns))} as todo, ${count(SOURCES.overdue(standIns))} as overdue, ${count(DONE)} as done,
    ${count("(select from process_instance where started_by = :account)")} as started,
    ${count("(select from task_copy where account_id = :account and read_at is null)")} as cc,
    ${count(`(select from obligation where org_unit_id = :unit and cancelled_at is null and submitted_at is null
      and (filler_role is null or filler_role = any(:roles)))`)} as "obligationsDue"`;
  const [row] = await sql<Record<Box | "obligationsDue", number>>(
    tx,
    ...numbered(text, valuesOf(subject, now, standIns)),
  );
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
  const text = `
    with t as materialized (select m.record_type, m.node_id, m.name, m.org_unit_id, m.due_at
      from ${waiting(standIns)} m limit ${MOST_COUNTED})
    select ${heaps(processes, '"recordType", "nodeId"')} as processes, ${heaps(units, '"unitId"')} as units,
      (select jsonb_build_object(${DUE_COUNTS.join(", ")}) from t) as due`;
  const [row] = await sql<DeskGroups>(tx, ...numbered(text, valuesOf(subject, now, standIns)));
  return row as DeskGroups;
}
