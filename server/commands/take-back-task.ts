import { arranged, type Seat, tally } from "../../engine/assignment/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { finishStep } from "../process/after-step.ts";
import { followingOf, followingRefusal, lastAnswer, laterAnswer, tooLate } from "../process/following.ts";
import { type Instance, isRunning, stepOf } from "../process/instance.ts";
import { recordOperation } from "../process/operation.ts";
import { type SeatRow, seatsOf, writeSeats } from "../process/seats.ts";
import { advance } from "../process/step.ts";
import { lockTask, type Task, unknownTask } from "../process/task.ts";
import type { Requester } from "./requester.ts";

async function completedByMe(tx: Tx, id: string, accountId: number): Promise<boolean> {
  const text = "select from task where id = $1 and state = 'completed' and completed_by = $2";
  return (await sql(tx, text, [id, accountId])).length > 0;
}

/** The seats of a decided task for the one that is opened in its place: the others' answers stand. */
function carried(seats: readonly SeatRow[], accountId: number, at: string): Seat[] {
  const ids = new Map(seats.map(({ id }) => [id, uuidv7(Date.parse(at))]));
  return seats.map(({ id, of, accountId: person, kind, order, state, outcome, addedBy }) => {
    const mine = person === accountId && state === "done";
    const seat = { id: ids.get(id) as string, of: of === null ? null : (ids.get(of) ?? null), kind, order, addedBy };
    if (mine) return { ...seat, accountId: person, state: "waiting", outcome: null };
    return { ...seat, accountId: person, state: state === "open" ? "waiting" : state, outcome };
  });
}

async function takeBackStep(ctx: AppContext, tx: Tx, { subject }: Requester, task: Task, instance: Instance) {
  const following = await followingOf(tx, task.id);
  const refusal = followingRefusal(following);
  if (refusal) throw refusal;
  const at = ctx.now().toISOString();
  const step = await stepOf(ctx, instance, at);
  const tokens = following.map(({ token }) => token);
  const from = step.state.tokens.filter(({ task: open }) => open !== undefined && tokens.includes(open));
  const command = { type: "move" as const, from: from.map(({ id }) => id), to: task.nodeId };
  const next = advance(step, command);
  const { accountId, orgUnitId } = subject;
  const seats = task.seated ? carried(await seatsOf(tx, task.id), accountId, at) : undefined;
  const opening = { nodeId: task.nodeId, ...(seats ? { seats } : { assigneeId: accountId }) };
  const event = { kind: "tookBack" as const, taskId: task.id, detail: { task: task.name } };
  await finishStep(ctx, tx, instance, next, { accountId, orgUnitId }, { event, opening });
}

/** An answer among participants can be given anew while the task still waits for others. */
async function takeBackVote(tx: Tx, { subject }: Requester, task: Task, at: string): Promise<void> {
  const before = await seatsOf(tx, task.id);
  const mine = lastAnswer(before, subject.accountId);
  if (!mine) throw new AppError(409, "nothing-to-take-back", `您没有办理过“${task.name}”，无需取回。`);
  const later = laterAnswer(before, mine);
  if (later) throw tooLate(`${later.name}已在您之后办理“${task.name}”，不能再取回。`);
  const changed = before.map(
    (seat): Seat => (seat.id === mine.id ? { ...seat, state: "waiting", outcome: null } : seat),
  );
  const count = tally(changed, task.quorum ?? undefined, task.outcomes);
  await writeSeats(tx, task, before, arranged(changed, count), at);
  await sql(tx, "update task set lock_version = lock_version + 1 where id = $1", [task.id]);
}

/**
 * The last handler takes back what the next one has not opened.
 * @throws AppError 403, 404 or 409 with the reason.
 */
export function takeBackTask(ctx: AppContext, requester: Requester, id: string): Promise<void> {
  const { subject, actor } = requester;
  return inTransaction(ctx, "system", async (tx) => {
    const found = await lockTask(tx, id);
    if (!found) throw unknownTask();
    const { task, instance } = found;
    const at = ctx.now().toISOString();
    if (task.state === "open" && task.seated) await takeBackVote(tx, requester, task, at);
    else {
      if (!(await completedByMe(tx, id, subject.accountId))) {
        throw new AppError(403, "not-your-step", `“${task.name}”不是您办理的，只能取回本人办理的任务。`);
      }
      if (!isRunning(instance)) throw tooLate("流程已结束或已挂起，不能再取回。");
      await takeBackStep(ctx, tx, requester, task, instance);
    }
    const what = { kind: "tookBack" as const, taskId: id, detail: { name: task.name }, at };
    await recordOperation(tx, instance, { ...what, accountId: subject.accountId });
    await audit(tx, actor, { action: "task.tookBack", target: `task/${id}` });
  });
}
