import { arranged, type Seat, tally } from "../../engine/assignment/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { mayTakeOver } from "../process/hand-to.ts";
import { openIncidents } from "../process/incident-rows.ts";
import type { Instance } from "../process/instance.ts";
import { subjectOfAccount } from "../process/people.ts";
import { mainSeats } from "../process/plan-people.ts";
import { seatsOf, writeSeats } from "../process/seats.ts";
import { readTask, type Task } from "../process/task.ts";
import { tellAccounts } from "../process/tell.ts";
import type { Requester } from "./requester.ts";

const PERSON = "select from account where id = $1 and disabled_at is null";

const ASSIGN = `
  update task set assignee_id = case when seated then assignee_id else $2 end, lock_version = lock_version + 1
  where id = $1 and state = 'open'`;

/** Where participants decide, whoever has not answered yet leaves his seat, and the person takes one. */
async function reseat(tx: Tx, task: Task, accountId: number, at: string): Promise<void> {
  const before = await seatsOf(tx, task.id);
  const left = before.map((seat): Seat => {
    const gone = seat.state === "open" || seat.state === "waiting";
    return gone ? { ...seat, state: "removed" } : seat;
  });
  const order = Math.max(0, ...before.map((seat) => seat.order)) + 1;
  const seats = [...left, ...mainSeats([{ id: accountId }], at).map((seat) => ({ ...seat, order }))];
  await writeSeats(tx, task, before, arranged(seats, tally(seats, task.quorum ?? undefined, task.outcomes)), at);
}

/**
 * Puts an open task before a person by an administrator's decision, whoever had it before.
 * @returns the incidents this solves. @throws AppError 409 when the task is over, 422 for an account that cannot act.
 */
export async function assignTask(
  { ctx, tx }: { ctx: AppContext; tx: Tx },
  { actor }: Requester,
  instance: Instance,
  { taskId, accountId, at }: { taskId: string; accountId: number; at: string },
): Promise<string[]> {
  const people = await sql(tx, PERSON, [accountId]);
  if (people.length === 0) throw new AppError(422, "unknown-account", "没有找到这个账号，或它已停用，请另选办理人。");
  const task = await readTask(tx, taskId);
  if (task?.instanceId !== instance.id || task.state !== "open") {
    throw new AppError(409, "task-not-open", "这项任务已办理完毕或已撤销，请刷新后再改派。");
  }
  const who = await subjectOfAccount(ctx, tx, accountId);
  if (!who || !(await mayTakeOver(ctx, tx, task))(who)) {
    const message = `这个账号没有办理“${task.name}”的角色或不在管辖范围内，请改派给有这个角色的人员。`;
    throw new AppError(422, "wrong-person", message, { errors: [{ pointer: "/accountId", message }] });
  }
  await sql(tx, ASSIGN, [taskId, accountId]);
  if (task.seated) await reseat(tx, task, accountId, at);
  await tellAccounts(tx, [accountId], {
    ...{ kind: "taskOpened", title: `“${instance.title}”等待办理：${task.name}`, body: "由管理员改派给您办理" },
    ...{ link: `/tasks/${taskId}`, sender: actor.accountId, at },
  });
  const incidents = await openIncidents(tx, instance.id);
  return incidents.filter(({ waits }) => waits.task === task.token).map(({ id }) => id);
}
