import type { StandIn } from "./substitutes.ts";

/** The heaps of a desk. */
export type Box = "todo" | "done" | "started" | "overdue" | "cc";

/** What a part of a heap is asked for: the columns of its rows `t`, further conditions on them, order and limit. */
export interface Asked {
  columns: string;
  /** Conditions after the part's own, each beginning with `and`. */
  where?: string;
  tail?: string;
}

/**
 * A part of a heap that one index serves. A heap is all its parts one after the other, so each can stop where the page
 * ends; as one condition with OR they would all be read to the end.
 */
export type Part = (asked: Asked) => string;

// What is put before my role at my unit; each role is a walk of its own down the index.
const group: Part = ({ columns, where = "", tail = "" }) => `
  select own.* from unnest(:roles::text[]) r(role) cross join lateral (
    select ${columns} from task t where t.state = 'open' and t.candidate_unit_id = :unit and t.candidate_role = r.role
      and (t.assignee_id is null or t.assignee_id = :account) and not t.seated
      and t.barred_id is distinct from :account ${where} ${tail}) own`;

const inPerson: Part = ({ columns, where = "", tail = "" }) => `
  select ${columns} from task t where t.state = 'open' and t.assignee_id = :account and not t.seated
    and not (coalesce(t.candidate_unit_id, 0) = :unit and coalesce(t.candidate_role, '') = any(:roles)) ${where} ${tail}`;

// Where it is my turn among participants.
const myTurn: Part = ({ columns, where = "", tail = "" }) => `
  select ${columns} from task_participant p join task t on t.id = p.task_id and t.state = 'open'
  where p.account_id = :account and p.state = 'open' ${where} ${tail}`;

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

const OWN = [group, inPerson, myTurn];

const theirs: Part = ({ columns, where = "", tail = "" }) => `
  select ${columns} from task t where t.id in (${THEIRS})
    and t.id not in (${OWN.map((part) => part({ columns: "t.id" })).join(" union all ")}) ${where} ${tail}`;

/** What waits for the account: its own tasks and, where there are any, those of whom it stands in for. */
export function waitingParts(standIns: readonly StandIn[]): Part[] {
  return standIns.length > 0 ? [...OWN, theirs] : OWN;
}

const late =
  (part: Part): Part =>
  ({ where = "", ...asked }) =>
    part({ ...asked, where: `and t.due_at < :now ${where}` });

const ANSWERED = "task_participant p where p.account_id = :account and p.state = 'done'";

// A task decided by participants lies among the answers, unless it was completed in somebody's place.
const completed: Part = ({ columns, where = "", tail = "" }) => `
  select ${columns} from task t where t.state = 'completed' and t.completed_by = :account
    and (not t.seated or not exists (select from ${ANSWERED} and p.task_id = t.id)) ${where} ${tail}`;

// An answer among participants is done though the task may still wait for others; it shows when it was given. Only
// conditions need the task itself.
// Of two answers to one task the last; asked of each row, so that a page ends the walk down the index.
const ANSWERS = `(select p.task_id as id, p.acted_at from ${ANSWERED} and not exists (
  select from task_participant q where q.task_id = p.task_id and q.account_id = p.account_id and q.state = 'done'
    and (q.acted_at, q.id) > (p.acted_at, p.id)))`;

const answered: Part = ({ columns, where = "", tail = "" }) => {
  const rows = where ? `(select task.*, a.acted_at from ${ANSWERS} a join task using (id))` : ANSWERS;
  return `select ${columns} from ${rows} t where true ${where} ${tail}`;
};

const STARTED = `(select i.id, i.id as instance_id, ''::text as node_id, ''::text as name, i.title, i.record_id,
    r.record_type, i.org_unit_id, i.division_code, i.status as state, i.started_at as created_at,
    null::timestamptz as due_at, i.ended_at as completed_at, null::text as outcome, null::text as opinion,
    null::jsonb as outcomes, null::bigint as assignee_id, i.started_by,
    (select string_agg(o.name, '、') from task o where o.instance_id = i.id and o.state = 'open') as waiting
  from process_instance i join record r on r.id = i.record_id)`;

const COPIES = `(select c.id, c.instance_id, ''::text as node_id, c.name, c.title, c.record_id, c.record_type,
    c.org_unit_id, c.division_code, case when c.read_at is null then 'unread' else 'read' end as state, c.created_at,
    null::timestamptz as due_at, c.read_at as completed_at, null::text as outcome, c.note as opinion,
    null::jsonb as outcomes, null::bigint as assignee_id, c.account_id, s.name as waiting
  from task_copy c left join account s on s.id = c.sender_id)`;

const BEGUN = "(select id, started_by, started_at as created_at from process_instance)";

const started: Part = ({ columns, where = "", tail = "" }) =>
  `select ${columns} from ${where ? STARTED : BEGUN} t where t.started_by = :account ${where} ${tail}`;

const copies: Part = ({ columns, where = "", tail = "" }) =>
  `select ${columns} from ${COPIES} t where t.account_id = :account ${where} ${tail}`;

/** A heap: what it is made of, what each part is sorted by, which way, and where a line's details are read. */
export interface Heap {
  parts: { part: Part; by: string }[];
  direction: "asc" | "desc";
  rows: string;
}

const TASKS = "(select task.*, null::text as waiting from task)";

/** The heap of a box. */
export function heapOf(box: Box, standIns: readonly StandIn[]): Heap {
  const waiting = waitingParts(standIns);
  if (box === "todo") {
    return { parts: waiting.map((part) => ({ part, by: "t.created_at" })), direction: "asc", rows: TASKS };
  }
  if (box === "overdue") {
    return { parts: waiting.map((part) => ({ part: late(part), by: "t.due_at" })), direction: "asc", rows: TASKS };
  }
  if (box === "done") {
    const parts = [
      { part: completed, by: "t.completed_at" },
      { part: answered, by: "t.acted_at" },
    ];
    return { parts, direction: "desc", rows: TASKS };
  }
  const [part, rows] = box === "started" ? [started, STARTED] : [copies, COPIES];
  return { parts: [{ part, by: "t.created_at" }], direction: "desc", rows };
}

/** Numbers beside the heaps; each stops at this. */
export const MOST_COUNTED = 10_000;

const some = (text: string): string => `(select count(*) from (${text} limit ${MOST_COUNTED}) c)`;

/** Counts rows of parts, as far as they are counted. */
export function counted(parts: readonly Part[], where = ""): string {
  const tail = `limit ${MOST_COUNTED}`;
  const all = parts.map((part) => `(${part({ columns: "1", where, tail })})`);
  return some(`select from (${all.join(" union all ")}) a`);
}

/** Counts the copies that were not read yet. */
export const UNREAD = some("select 1 from task_copy where account_id = :account and read_at is null");

/** How much lies in each heap; answers and what was started are counted without the rows they belong to. */
export function heapTotals(standIns: readonly StandIn[]): Record<Box, string> {
  const waiting = waitingParts(standIns);
  return {
    todo: counted(waiting),
    overdue: counted(waiting.map(late)),
    done: some(`(${completed({ columns: "1" })}) union all (select 1 from ${ANSWERED} group by p.task_id)`),
    started: some("select 1 from process_instance where started_by = :account"),
    cc: some("select 1 from task_copy where account_id = :account"),
  };
}
