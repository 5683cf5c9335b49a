import { audit } from "../audit/audit.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { readsAbout } from "../models/record/reads-about.ts";
import { copyNotice, copyRow, INSERT_COPIES } from "../process/copies.ts";
import { INSTANCE_COLUMNS, type Instance } from "../process/instance.ts";
import { recordOperation } from "../process/operation.ts";
import { peopleInReach } from "../process/people.ts";
import { standingOf } from "../process/standing.ts";
import { readTask, type Task, unknownTask } from "../process/task.ts";
import { tell } from "../process/tell.ts";
import type { Requester } from "./requester.ts";

const ACTED = `
  select from task where instance_id = $1 and (completed_by = $2 or completed_for = $2)
  union all
  select from task_participant p join task t on t.id = p.task_id
  where t.instance_id = $1 and p.account_id = $2 and p.state = 'done' limit 1`;

/** Whether the account is, was, or began what the task is about. @throws AppError 404 where it is not his to know any more. */
async function takesPart(ctx: AppContext, tx: Tx, subject: Subject, task: Task, instance: Instance): Promise<boolean> {
  if (task.state === "open") {
    const place = { processKey: instance.processKey, stuck: instance.status === "incident" };
    if ((await standingOf(ctx, tx, subject, task, place)).standing) return true;
  }
  if (!(await readsAbout(ctx, tx, subject, instance))) throw unknownTask();
  if (instance.startedBy === subject.accountId) return true;
  return (await sql(tx, ACTED, [instance.id, subject.accountId])).length > 0;
}

/** The task with its instance, for somebody who takes part. @throws AppError 403 or 404. */
export async function taskForParticipant(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  id: string,
  action: string,
): Promise<{ task: Task; instance: Instance }> {
  const task = await readTask(tx, id);
  if (!task) throw unknownTask();
  const [instance] = await sql<Instance>(
    tx,
    `select ${INSTANCE_COLUMNS} from process_instance i join record r on r.id = i.record_id where i.id = $1`,
    [task.instanceId],
  );
  if (!instance) throw unknownTask();
  if (await takesPart(ctx, tx, subject, task, instance)) return { task, instance };
  const detail = `只有“${task.name}”的办理人、已办理人或提交人可以${action}。`;
  throw new AppError(403, "not-taking-part", detail);
}

/** Gives people a copy to read; one who has it already is told no second time. @throws AppError 403, 404 or 422. */
export function copyTask(
  ctx: AppContext,
  { subject, actor }: Requester,
  id: string,
  { people: ids, note }: { people: number[]; note?: string },
): Promise<{ sent: number }> {
  return inTransaction(ctx, "system", async (tx) => {
    const { task, instance } = await taskForParticipant(ctx, tx, subject, id, "抄送");
    const people = await peopleInReach(tx, subject.divisionCode, ids);
    const at = ctx.now().toISOString();
    const how = { sender: subject.accountId, note: note?.trim() || null, at };
    const rows = people.map((person) => copyRow(instance, task, person, how));
    const text = `${INSERT_COPIES.replaceAll("$$", "$1")} returning id`;
    const put = new Set((await sql<{ id: string }>(tx, text, [JSON.stringify(rows)])).map((row) => row.id));
    const sent = rows.filter((row) => put.has(row.id));
    await tell(tx, sent.map(copyNotice));
    const names = people.map(({ name, unitName }) => `${name}（${unitName}）`);
    const what = { kind: "copied" as const, taskId: id, people: names, opinion: how.note, at };
    await recordOperation(tx, instance, { ...what, accountId: subject.accountId, detail: { name: task.name } });
    await audit(tx, actor, { action: "task.copied", target: `task/${id}`, detail: { people: ids } });
    return { sent: sent.length };
  });
}

/** Notes that a reader has read his copy. @throws AppError 404 for another's. */
export function readCopy(ctx: AppContext, { subject, actor }: Requester, id: string): Promise<void> {
  return inTransaction(ctx, subject, async (tx) => {
    const [copy] = await sql<{ fresh: boolean }>(
      tx,
      `update task_copy c set read_at = coalesce(c.read_at, $3) from task_copy old
       where c.id = $1 and c.account_id = $2 and old.id = c.id returning old.read_at is null as fresh`,
      [id, subject.accountId, ctx.now().toISOString()],
    );
    if (!copy) throw new AppError(404, "unknown-copy", "没有找到这份抄送，它可能不是发给您的。");
    if (copy.fresh) await audit(tx, actor, { action: "copy.read", target: `copy/${id}` });
  });
}
