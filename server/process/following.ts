import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { SeatRow } from "./seats.ts";
import type { Task } from "./task.ts";

const FOLLOWING = `
  select t.token_task_id as token, t.name, t.state, t.opened_at as "openedAt", t.lock_version as version,
    coalesce(done.name, holder.name) as by,
    (select a.name from task_participant p join account a on a.id = p.account_id
      where p.task_id = t.id and p.state = 'done' limit 1) as acted
  from task t left join account done on done.id = t.completed_by left join account holder on holder.id = t.assignee_id
  where t.previous_task_id = $1 order by t.created_at`;

/** A task that was opened by completing another one. */
export interface Following {
  token: string;
  name: string;
  state: string;
  openedAt: string | null;
  version: number;
  by: string | null;
  acted: string | null;
}

/** The refusal of what somebody else was faster than. */
export const tooLate = (message: string): AppError => new AppError(409, "already-handled", message);

function touched({ name, state, openedAt, version, by, acted }: Following): AppError | null {
  const who = acted ?? by ?? "下一环节办理人";
  const way = "不能再取回。如需修改，请联系其退回。";
  if (acted !== null || state === "completed") return tooLate(`${who}已办理“${name}”，${way}`);
  if (state === "cancelled") return tooLate(`“${name}”已被撤销，不能再取回。`);
  if (version > 1) return tooLate(`${who}已接手“${name}”，${way}`);
  return openedAt === null ? null : tooLate(`${who}已打开“${name}”查看，${way}`);
}

/** The tasks that completing a task opened. */
export function followingOf(tx: Tx, taskId: string): Promise<Following[]> {
  return sql<Following>(tx, FOLLOWING, [taskId]);
}

/** Why a step cannot be taken back; null while nobody has touched what it opened. */
export function followingRefusal(following: readonly Following[]): AppError | null {
  if (following.length === 0) {
    const detail = "这项任务之后没有等待办理的环节，不能取回；如需更正请联系管理员。";
    return new AppError(409, "nothing-to-take-back", detail);
  }
  return following.map(touched).find((refusal) => refusal !== null) ?? null;
}

/** The last answer an account gave among participants. */
export function lastAnswer(seats: readonly SeatRow[], accountId: number): SeatRow | undefined {
  return seats.findLast((seat) => seat.accountId === accountId && seat.state === "done");
}

/** Somebody who answered after a seat did. */
export function laterAnswer(seats: readonly SeatRow[], { actedAt }: SeatRow): SeatRow | undefined {
  return seats.find((seat) => seat.state === "done" && seat.actedAt !== null && seat.actedAt > (actedAt ?? ""));
}

/** Why the account cannot take the task back, in words; null when it can. */
export async function takeBackRefusal(
  tx: Tx,
  subject: Subject,
  task: Pick<Task, "id" | "name" | "state" | "seated">,
  seats: readonly SeatRow[],
  completedBy: number | null,
): Promise<string | null> {
  const none = "只能取回本人已办理的任务。";
  if (task.state === "open") {
    const mine = lastAnswer(seats, subject.accountId);
    if (!mine) return none;
    const later = laterAnswer(seats, mine);
    return later ? `${later.name}已在您之后办理，不能再取回。` : null;
  }
  if (task.state !== "completed" || completedBy !== subject.accountId) return none;
  return followingRefusal(await followingOf(tx, task.id))?.message ?? null;
}
