import { arranged, type Changed, type Seat, tally } from "../../engine/assignment/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { stepOf } from "../process/instance.ts";
import { type LockedTask, lockForActing } from "../process/locked-task.ts";
import { type SeatRow, writeSeats } from "../process/seats.ts";
import type { Step } from "../process/step.ts";
import { tellAccounts } from "../process/tell.ts";
import { newTurns } from "../process/vote.ts";
import { checkVersion, refuseStarter } from "./complete-task.ts";
import type { Requester } from "./requester.ts";

/** An operation on a task that is locked for somebody who may act on it. */
export interface Operating extends LockedTask {
  tx: Tx;
  /** The empty step, from which a token may be moved. */
  step: Step;
  at: string;
}

/** Locks the task, refuses what the filler does on his own page, and does the work in one transaction. */
export function operate<T>(
  ctx: AppContext,
  { subject }: Requester,
  id: string,
  lockVersion: number | undefined,
  work: (operating: Operating) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx, "system", async (tx) => {
    const found = await lockForActing(ctx, tx, subject, id);
    checkVersion(found.task, lockVersion);
    const at = ctx.now().toISOString();
    const step = await stepOf(ctx, found.instance, at);
    refuseStarter(step, found.task);
    return work({ ...found, tx, step, at });
  });
}

/** The seats of the task and which of them is the actor's; whoever acts on a group's task takes its only seat. */
export function seatsToChange({ task, standing, at }: Operating): { before: Seat[]; seats: Seat[]; mine: string } {
  if (standing.seat) return { before: standing.seats, seats: standing.seats, mine: standing.seat.id };
  const { accountId } = standing.as;
  const id = uuidv7(Date.parse(at));
  const kept = standing.seats.length + 1;
  const seat = { id, accountId, kind: "main", of: null, order: kept, state: "open", outcome: null } as const;
  return { before: [], seats: [{ ...seat, addedBy: null }], mine: task.seated ? "" : id };
}

const SEAT_TASK = `
  update task set seated = true, assignee_id = null, lock_version = lock_version + 1 where id = $1`;

/** Stores changed seats, tells whose turn it is now, and answers the seats with what they amount to. */
export async function keepSeats(
  { tx, task, instance, standing, at }: Operating,
  before: readonly Seat[],
  changed: Changed,
  body: string | null,
) {
  if ("refusal" in changed) throw new AppError(409, changed.refusal.code, changed.refusal.message);
  const count = tally(changed.seats, task.seated ? (task.quorum ?? undefined) : undefined, task.outcomes);
  const seats = arranged(changed.seats, count);
  await sql(tx, SEAT_TASK, [task.id]);
  await writeSeats(tx, task, before, seats, at);
  const mine = before.length === 0 ? standing.as.accountId : null;
  const told = newTurns(before, seats).filter((account) => account !== mine);
  await tellAccounts(tx, told, {
    ...{ kind: "taskOpened", title: `“${instance.title}”请您办理：${task.name}`, body },
    ...{ link: `/tasks/${task.id}`, sender: standing.as.accountId, at },
  });
  return { seats, count };
}

/** The name a seat's person has, for messages. */
export function seatName(seats: readonly SeatRow[], id: string): string {
  return seats.find((seat) => seat.id === id)?.name ?? "";
}
