import type { OutcomeModel } from "../../engine/process/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { Hand } from "../process/hand.ts";
import type { LockedTask } from "../process/locked-task.ts";
import { recordOperation } from "../process/operation.ts";
import { writeSeats } from "../process/seats.ts";
import { tellAccounts } from "../process/tell.ts";
import { newTurns, type Vote } from "../process/vote.ts";

/** Stores a participant's answer and tells whose turn it is now. */
export async function keepVote(
  tx: Tx,
  { task, instance, standing }: LockedTask,
  vote: Vote,
  { hand, chosen, at }: { hand: Hand; chosen: OutcomeModel | undefined; at: string },
): Promise<void> {
  const { seat, seats } = standing;
  if (!seat) return;
  const { opinion = null, forId = null, accountId } = hand;
  const actedBy = forId === null ? null : accountId;
  await writeSeats(tx, task, seats, vote.seats, at, { answer: { seatId: seat.id, opinion, at, actedBy } });
  const kind = seat.kind === "delegate" ? ("answered" as const) : ("voted" as const);
  const detail = { name: task.name, label: chosen?.label ?? "办理", ...vote.counts };
  await recordOperation(tx, instance, { kind, taskId: task.id, accountId, forId, opinion, detail, at });
  if (vote.moves) return;
  await sql(tx, "update task set lock_version = lock_version + 1 where id = $1", [task.id]);
  await tellAccounts(tx, newTurns(seats, vote.seats), {
    ...{ kind: "taskOpened", title: `“${instance.title}”轮到您办理：${task.name}` },
    ...{ body: opinion, link: `/tasks/${task.id}`, sender: accountId, at },
  });
}
