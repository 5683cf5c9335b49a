import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { readsAbout } from "../models/record/reads-about.ts";
import type { Instance } from "../process/instance.ts";
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

/** Urges those tasks that were not urged within the hour, and tells whoever has them. */
export async function urge(tx: Tx, { subject }: Requester, ids: readonly string[], note: string | null, at: string) {
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

const URGEABLE = `
  select state, urged_at as "urgedAt", record_id as "recordId", org_unit_id as "orgUnitId", division_code as "divisionCode"
  from task where id = $1`;

interface Urgeable extends Pick<Instance, "recordId" | "orgUnitId" | "divisionCode"> {
  state: string;
  urgedAt: string | null;
}

/** Urges whoever a task waits for, at most once an hour. @throws AppError 404, or 409 saying when it was urged last. */
export function urgeTask(ctx: AppContext, requester: Requester, id: string, note?: string): Promise<{ count: number }> {
  const { subject, actor } = requester;
  return inTransaction(ctx, "system", async (tx) => {
    const [row] = await sql<Urgeable>(tx, URGEABLE, [id]);
    const watches = subject.permissions.includes("process.monitor");
    if (!row || !(watches || (await readsAbout(ctx, tx, subject, row)))) throw unknownTask();
    if (row.state !== "open") throw new AppError(409, "task-not-open", "这项任务已办理完毕，无需催办。");
    const [task] = await urge(tx, requester, [id], note?.trim() || null, ctx.now().toISOString());
    if (!task) {
      throw new AppError(409, "urged-recently", "这项任务一小时内已催办过，请稍后再催。", { at: row.urgedAt });
    }
    await audit(tx, actor, { action: "task.urged", target: `task/${id}`, detail: { count: task.count } });
    return { count: task.count };
  });
}
