import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inReadTransaction, inTransaction, sql } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import type { Notice } from "../process/notices.ts";
import { tell } from "../process/tell.ts";
import type { Requester } from "./requester.ts";
import { urge } from "./urge-task.ts";

/** Tasks urged at once; who has more urges again. */
const MOST_AT_ONCE = 2000;

// What waits at the units under the asker's own, never what waits above. Each unit on the way down is told of its own
// laggards, not of others'.
const BELOW = `
  with recursive below as (
    select id from org_unit where parent_id = $1
    union
    select u.id from below join org_unit u on u.parent_id = below.id)
  select t.id, t.due_at, t.urged_at from task t
  where t.state = 'open' and coalesce(t.candidate_unit_id, t.org_unit_id) in (select id from below)
    and ($2::timestamptz is null or t.due_at < $2)
    and ($3::text is null or t.node_id = $3) and ($4::text is null or t.record_type = $4)
  order by t.due_at nulls last limit ${MOST_AT_ONCE}`;

const SOON = "urged_at > $5::timestamptz - interval '1 hour'";
const COUNT = `
  select count(*) as waiting, count(*) filter (where ${SOON}) as "tooSoon" from (${BELOW}) b`;

const LADDER = `
  with recursive late as (select * from jsonb_to_recordset($1::jsonb) as l(unit bigint, n int)),
  up as (
    select u.parent_id as id, late.n, 1 as depth from late join org_unit u on u.id = late.unit
    union all
    select u.parent_id, up.n, depth + 1 from up join org_unit u on u.id = up.id where depth < 6 and up.id <> $2
  )
  select id as unit, sum(n)::int as tasks from up where id is not null and id <> $2 group by id`;

/** What waits below, and how much of it was urged within the last hour. */
export interface WaitingBelow {
  waiting: number;
  tooSoon: number;
}

/** What urging from above would reach: all that waits below one's unit, and what of it is late. */
export function waitingBelow(
  ctx: AppContext,
  { subject }: Requester,
): Promise<{ all: WaitingBelow; overdue: WaitingBelow; most: number }> {
  const at = ctx.now().toISOString();
  return inReadTransaction(ctx, subject, async (tx) => {
    const count = async (due: string | null) =>
      (await sql<WaitingBelow>(tx, COUNT, [subject.orgUnitId, due, null, null, at]))[0] as WaitingBelow;
    return { all: await count(null), overdue: await count(at), most: MOST_AT_ONCE };
  });
}

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
