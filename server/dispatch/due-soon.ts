import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { namedUuid } from "../process/named-uuid.ts";

/** Kind of the job that every morning tells units what falls due within three days. */
export const DUE_SOON_JOB = "obligation-due-soon";

const DAY = 24 * 3_600_000;
/** Beijing is eight hours ahead all year; the job runs at 8:30 there. */
const BEIJING = 8 * 3_600_000;
const MORNING = 8.5 * 3_600_000;

/** The next 8:30 in Beijing after an instant. */
export function nextMorning(now: Date): Date {
  const midnight = Math.floor((now.getTime() + BEIJING) / DAY) * DAY - BEIJING;
  const today = midnight + MORNING;
  return new Date(today > now.getTime() ? today : today + DAY);
}

/** Puts the job for the next morning; its id names the day, so however many processes ask, there is one. */
export async function scheduleDueSoon(ctx: AppContext): Promise<void> {
  const runAt = nextMorning(ctx.now()).toISOString();
  await inTransaction(ctx, "system", (tx) =>
    enqueue(tx, DUE_SOON_JOB, {}, { id: namedUuid(DUE_SOON_JOB, runAt), runAt, maxAttempts: 10 }),
  );
}

const TELL = `
  with soon as (
    update obligation set reminded_at = $1, reminded_count = reminded_count + 1
    where cancelled_at is null and submitted_at is null and due_at > $1 and due_at <= $1::timestamptz + interval '3 days'
      and (reminded_at is null or reminded_at <= $1::timestamptz - interval '20 hours')
    returning org_unit_id, filler_role, due_at
  ), told as (
    insert into notification (id, org_unit_id, role_key, kind, title, body, link, created_at)
    select gen_random_uuid(), org_unit_id, filler_role, 'dueSoon', count(*) || ' 项填报任务即将到期',
      '最早截止：' || to_char(min(due_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), '/obligations', $1
    from soon group by org_unit_id, filler_role returning 1)
  select (select count(*) from soon) as obligations, (select count(*) from told) as units`;

/** Tells each unit once a day what it has to submit within three days, and puts the next morning's job. */
export async function remindDueSoon(
  _job: unknown,
  { ctx }: { ctx: AppContext },
): Promise<{ obligations: number; units: number }> {
  await scheduleDueSoon(ctx);
  return inTransaction(ctx, "system", async (tx) => {
    const [told] = await sql<{ obligations: number; units: number }>(tx, TELL, [ctx.now().toISOString()]);
    return told ?? { obligations: 0, units: 0 };
  });
}
