import { compareRead } from "./compare-read.ts";
import type { Figure } from "./figure.ts";
import { busy, filledProcesses } from "./fill-processes.ts";

const me = `(select id from account where login = '${busy.login}')`;
const group = `state = 'open' and candidate_unit_id = (select org_unit_id from account where id = ${me}) and candidate_role = '${busy.login}'
  and assignee_id is null and not seated and barred_id is distinct from ${me}`;
const completed = `from task where state = 'completed' and completed_by = ${me}`;
const answered = `from task_participant where state = 'done' and account_id = ${me}`;

/** Each number by the index made for it, as far as numbers go. */
const counts = `select
  (select count(*) from (select from task where ${group} limit 10000) x) as todo,
  (select count(*) from (select from task where ${group} and due_at < now() limit 10000) x) as overdue,
  (select count(*) from (select ${completed} and not seated union all select ${answered} limit 10000) x) as done,
  (select count(*) from (select from process_instance where started_by = ${me} limit 10000) x) as started,
  (select count(*) from task_copy where account_id = ${me} and read_at is null) as cc,
  (select count(*) from obligation where org_unit_id = 1 and cancelled_at is null and submitted_at is null) as due`;

const page = (ids: string, order: string, all: string) => `
  select page.*, (select count(*) from (select from ${all} limit 10000) x) as total
  from (select t.*, u.name as unit, d.name as district from (${ids}) i join task t using (id)
    join org_unit u on u.id = t.org_unit_id join division d on d.code = t.division_code order by ${order}) page`;

/** Page 251 of what waits, and of what is done where half was answered among participants. */
const todo = page(
  `select id from task where ${group} order by created_at, id limit 20 offset 5000`,
  "t.created_at",
  `task where ${group}`,
);
const done = page(
  `select id, at from (
    (select id, completed_at as at ${completed} and not seated order by 2 desc limit 5020)
    union all (select task_id, acted_at ${answered} order by 2 desc limit 5020)) x order by 2 desc limit 20 offset 5000`,
  "i.at desc",
  `(select ${completed} and not seated union all select ${answered}) all_done`,
);

/** The desk of somebody with ${busy.completed + busy.answered} tasks behind him and more before him, at 300,000 instances. */
export async function desk(): Promise<Figure[]> {
  const { login } = busy;
  const benches = [
    { name: "desk-counts", login, path: "/tasks/counts", handWritten: counts },
    { name: "desk-todo-page-251", login, path: "/tasks?box=todo&offset=5000", handWritten: todo },
    { name: "desk-done-page-251", login, path: "/tasks?box=done&offset=5000", handWritten: done },
  ];
  const figures: Figure[] = [];
  for (const bench of benches) figures.push(...(await compareRead(bench, filledProcesses())));
  return figures;
}
