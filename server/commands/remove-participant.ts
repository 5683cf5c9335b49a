import { arranged, removeSeat, tally } from "../../engine/assignment/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { finishStep } from "../process/after-step.ts";
import { isRunning, stepOf } from "../process/instance.ts";
import { recordOperation } from "../process/operation.ts";
import { seatsOf, writeSeats } from "../process/seats.ts";
import { advance } from "../process/step.ts";
import { inScope, lockTask, notOpen, unknownTask } from "../process/task.ts";
import { tellAccounts } from "../process/tell.ts";
import { newTurns } from "../process/vote.ts";
import type { Requester } from "./requester.ts";

/**
 * Takes out a participant who has not acted; the quorum is counted anew, and where it is met by that the token moves.
 * @throws AppError 404 or 409 with the reason.
 */
export function removeParticipant(
  ctx: AppContext,
  { subject, actor }: Requester,
  id: string,
  seatId: string,
): Promise<void> {
  return inTransaction(ctx, "system", async (tx) => {
    const found = await lockTask(tx, id);
    if (!found) throw unknownTask();
    const { task, instance } = found;
    const before = await seatsOf(tx, id);
    const takesPart = before.some(({ accountId }) => accountId === subject.accountId);
    if (!takesPart && !inScope(subject, task)) throw unknownTask();
    if (task.state !== "open") throw await notOpen(tx, id);
    if (!isRunning(instance)) throw new AppError(409, "instance-not-running", "流程已挂起或已结束，暂不能减签。");
    const isAdministrator = subject.permissions.includes("process.monitor");
    const changed = removeSeat(before, seatId, { accountId: subject.accountId, isAdministrator });
    if ("refusal" in changed) throw new AppError(409, changed.refusal.code, changed.refusal.message);
    const count = tally(changed.seats, task.quorum ?? undefined, task.outcomes);
    const seats = arranged(changed.seats, count);
    const at = ctx.now().toISOString();
    await writeSeats(tx, task, before, seats, at);
    const name = before.find((seat) => seat.id === seatId)?.name ?? "";
    const what = { kind: "participantRemoved" as const, taskId: id, people: [name], detail: { name: task.name } };
    await recordOperation(tx, instance, { ...what, accountId: subject.accountId, at });
    await audit(tx, actor, { action: "task.participantRemoved", target: `task/${id}`, detail: { seat: seatId } });
    if (!count.decision) {
      await sql(tx, "update task set lock_version = lock_version + 1 where id = $1", [id]);
      await tellAccounts(tx, newTurns(before, seats), {
        ...{ kind: "taskOpened", title: `“${instance.title}”轮到您办理：${task.name}` },
        ...{ link: `/tasks/${id}`, sender: subject.accountId, at },
      });
      return;
    }
    const { outcome } = count.decision;
    const command = { type: "completeTask" as const, taskId: task.token, ...(outcome !== null && { outcome }) };
    const step = advance(await stepOf(ctx, instance, at), command);
    const { accountId, orgUnitId } = subject;
    await finishStep(ctx, tx, instance, step, {
      accountId,
      orgUnitId,
      taskId: id,
      opinion: `减签${name}后，会签结果已确定。`,
    });
  });
}
