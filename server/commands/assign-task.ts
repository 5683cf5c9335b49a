import { sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { openIncidents } from "../process/incident-rows.ts";
import type { Instance } from "../process/instance.ts";
import type { Requester } from "./requester.ts";

const PERSON = "select name from account where id = $1 and disabled_at is null";

const ASSIGN = `
  update task set assignee_id = $2, lock_version = lock_version + 1
  where id = $1 and instance_id = $3 and state = 'open' returning name, title, token_task_id as token`;

const TELL = `
  insert into notification (id, account_id, kind, title, body, link, sender_id)
  values ($1, $2, 'taskOpened', $3, $4, $5, $6)`;

/**
 * Puts an open task before a person by an administrator's decision, whoever had it before.
 * @returns the incidents this solves. @throws AppError 409 when the task is over, 422 for an account that cannot act.
 */
export async function assignTask(
  tx: Tx,
  { actor }: Requester,
  instance: Instance,
  { taskId, accountId }: { taskId: string; accountId: number },
): Promise<string[]> {
  const [person] = await sql<{ name: string }>(tx, PERSON, [accountId]);
  if (!person) throw new AppError(422, "unknown-account", "没有找到这个账号，或它已停用，请另选办理人。");
  const [task] = await sql<{ name: string; title: string; token: string }>(tx, ASSIGN, [
    taskId,
    accountId,
    instance.id,
  ]);
  if (!task) throw new AppError(409, "task-not-open", "这项任务已办理完毕或已撤销，请刷新后再改派。");
  const title = `“${task.title}”等待办理：${task.name}`;
  const by = [title, "由管理员改派给您办理", `/tasks/${taskId}`, actor.accountId];
  await sql(tx, TELL, [uuidv7(Date.now()), accountId, ...by]);
  const incidents = await openIncidents(tx, instance.id);
  return incidents.filter(({ waits }) => waits.task === task.token).map(({ id }) => id);
}
