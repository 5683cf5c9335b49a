import { answerSeat, arranged, type Seat, type Tally, tally } from "../../engine/assignment/index.ts";
import { AppError } from "../http/problem.ts";
import type { LockedTask } from "./locked-task.ts";

/** What an answer amounts to: whether the token moves, with which outcome, and the seats as they are then. */
export interface Vote {
  moves: boolean;
  outcome: string | undefined;
  agreed: boolean;
  seats: Seat[];
  counts: Tally["counts"] | null;
}

/** Counts one participant's answer; at a task of a group the first answer decides. */
export function voteOf({ task, standing }: Pick<LockedTask, "task" | "standing">, outcome: string | undefined): Vote {
  const { seat, seats } = standing;
  if (!seat) return { moves: true, outcome, agreed: true, seats: [], counts: null };
  const changed = answerSeat(seats, seat.id, outcome ?? null);
  if ("refusal" in changed) throw new AppError(409, changed.refusal.code, changed.refusal.message);
  const count = tally(changed.seats, task.quorum ?? undefined, task.outcomes);
  const { decision, counts } = count;
  const next = arranged(changed.seats, count).map((each) =>
    decision && each.state === "open" ? { ...each, state: "waiting" as const } : each,
  );
  return {
    ...{ moves: decision !== null, agreed: decision?.agreed ?? false, seats: next, counts },
    outcome: decision?.outcome ?? undefined,
  };
}

/** Accounts whose turn has come with a change of seats. */
export function newTurns(before: readonly Seat[], after: readonly Seat[]): number[] {
  const open = (seats: readonly Seat[]) => new Set(seats.filter(({ state }) => state === "open").map(({ id }) => id));
  const was = open(before);
  const turned = after.filter((seat) => seat.state === "open" && !was.has(seat.id));
  const moved = after.filter((seat) => {
    const old = before.find(({ id }) => id === seat.id);
    return seat.state === "open" && old !== undefined && old.accountId !== seat.accountId;
  });
  return [...new Set([...turned, ...moved].map(({ accountId }) => accountId))];
}
