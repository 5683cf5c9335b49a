import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import type { Notice } from "../process/notices.ts";
import { recordOperation } from "../process/operation.ts";
import { unknownTask } from "../process/task.ts";
import { tell } from "../process/tell.ts";
import type { Requester } from "./requester.ts";

const URGE = `
  update task t set urged_at = $2, urged_count = urged_count + 1
  where t.id = any($1::uuid[]) and t.state = 'open'
    and (t.urged_at is null or t.urged_at <= $2::timestamptz - interval '1 hour')
  returning t.id, t.instance_id as "instanceId", t.record_id as "recordId", t.org_unit_id as "orgUnitId",
    t.division_code as "divisionCode", t.name, t.title, t.candidate_role as role, t.candidate_unit_id as unit,
    t.assignee_id as assignee, t.urged_count as count,
    array(select account_id from task_participant p where p.task_id = t.id and p.state = 'open') as turns`;

interface Urged {
  id: string;
  instanceId: string;
  recordId: string;
  orgUnitId: number;
  divisionCode: string;
  name: string;
  title: string;
  role: string | null;
  unit: number | null;
  assignee: number | null;
  count: number;
  turns: number[];
}

function noticesFor(task: Urged, sender: number, note: string | null, at: string): Notice[] {
  const people = task.turns.length > 0 ? task.turns : task.assignee === null ? [] : [task.assignee];
  const group = { unit: task.unit, role: task.role, account: null };
  const to = people.length > 0 ? people.map((account) => ({ unit: null, role: null, account })) : [group];
  const title = `催办：“${task.title}”等待您办理“${task.name}”（第 ${task.count} 次催办）`;
  return to.map((each) => {
    const id = uuidv7(Date.parse(at));
    return { id, ...each, kind: "urged", title, body: note, link: `/tasks/${task.id}`, sender, at };
  });
}

async function urge(tx: Tx, { subject }: Requester, ids: readonly string[], note: string | null, at: string) {
  const urged = await sql<Urged>(tx, URGE, [ids, at]);
  await tell(
    tx,
    urged.flatMap((task) => noticesFor(task, subject.accountId, note, at)),
  );
  for (const task of urged) {
    const instance = { ...task, id: task.instanceId };
    const detail = { name: task.name, count: task.count };
    const what = { kind: "urged" as const, taskId: task.id, opinion: note, detail, at };
    await recordOperation(tx, instance, { ...what, accountId: subject.accountId });
  }
  return urged;
}

/** Urges whoever a task waits for, at most once an hour. @throws AppError 404, or 409 saying when it was urged last. */
export function urgeTask(ctx: AppContext, requester: Requester, id: string, note?: string): Promise<{ count: number }> {
  const { subject, actor } = requester;
  return inTransaction(ctx, subject, async (tx) => {
    const [row] = await sql<{ state: string; urgedAt: string | null }>(
      tx,
      `select state, urged_at as "urgedAt" from task where id = $1`,
      [id],
    );
    if (!row) throw unknownTask();
    if (row.state !== "open") throw new AppError(409, "task-not-open", "这项任务已办理完毕，无需催办。");
    const [task] = await urge(tx, requester, [id], note?.trim() || null, ctx.now().toISOString());
    if (!task) {
      throw new AppError(409, "urged-recently", "这项任务一小时内已催办过，请稍后再催。", { at: row.urgedAt });
    }
    await audit(tx, actor, { action: "task.urged", target: `task/${id}`, detail: { count: task.count } });
    return { count: task.count };
  });
}

// What waits below the asker's own unit. Each unit on the way down is told of its own laggards, not of others'.
const BELOW = `
  select t.id from task t join org_unit u on u.id = coalesce(t.candidate_unit_id, t.org_unit_id)
  where t.state = 'open' and u.id <> $1 and ($2::timestamptz is null or t.due_at < $2)
    and ($3::text is null or t.node_id = $3) and ($4::text is null or t.record_type = $4)
  order by t.due_at nulls last limit 2000`;

const LADDER = `
  with recursive late as (select * from jsonb_to_recordset($1::jsonb) as l(unit bigint, n int)),
  up as (
    select u.parent_id as id, late.n, 1 as depth from late join org_unit u on u.id = late.unit
    union all
    select u.parent_id, up.n, depth + 1 from up join org_unit u on u.id = up.id where depth < 6 and up.id <> $2
  )
  select id as unit, sum(n)::int as tasks from up where id is not null and id <> $2 group by id`;

/** What urging from above came to. */
export interface UrgedBelow {
  urged: number;
  tooSoon: number;
  /** Units in between that were told of what is late below them. */
  units: number;
}

/** Urges everything that waits below one's unit; each level in between is told how much is late at its own units. */
export function urgeBelow(
  ctx: AppContext,
  requester: Requester,
  { overdue = false, node, recordType }: { overdue?: boolean; node?: string; recordType?: string },
): Promise<UrgedBelow> {
  const { subject, actor } = requester;
  return inTransaction(ctx, subject, async (tx) => {
    const at = ctx.now().toISOString();
    const values = [subject.orgUnitId, overdue ? at : null, node ?? null, recordType ?? null];
    const found = await sql<{ id: string }>(tx, BELOW, values);
    const ids = found.map(({ id }) => id);
    const urged = await urge(tx, requester, ids, null, at);
    if (urged.length === 0) {
      const detail = ids.length > 0 ? "这些任务一小时内都已催办过，请稍后再催。" : "下级没有需要催办的任务。";
      throw new AppError(409, ids.length > 0 ? "urged-recently" : "nothing-to-urge", detail);
    }
    const perUnit = new Map<number, number>();
    for (const { unit, orgUnitId } of urged) {
      const at = unit ?? orgUnitId;
      perUnit.set(at, (perUnit.get(at) ?? 0) + 1);
    }
    const rungs = [...perUnit].map(([unit, n]) => ({ unit, n }));
    const levels = await sql<{ unit: number; tasks: number }>(tx, LADDER, [JSON.stringify(rungs), subject.orgUnitId]);
    const title = (tasks: number) => `催办：您的下级单位有 ${tasks} 项任务等待办理，请督促办理`;
    const sender = subject.accountId;
    const to = levels.map(({ unit, tasks }): Notice => {
      const rest = { role: null, account: null, kind: "urged", body: null, link: "/", sender, at };
      return { id: uuidv7(Date.parse(at)), unit, title: title(tasks), ...rest };
    });
    await tell(tx, to);
    const done = { urged: urged.length, tooSoon: ids.length - urged.length, units: levels.length };
    await audit(tx, actor, { action: "task.urgedBelow", detail: { ...done, overdue, node, recordType } });
    return done;
  });
}
