import type { Refusal, Seat } from "./seat.ts";

/** Seats after an operation, or why it cannot be. */
export type Changed = { seats: Seat[] } | { refusal: Refusal };

const refuse = (code: string, message: string): { refusal: Refusal } => ({ refusal: { code, message } });

const isAhead = ({ state }: Seat): boolean => state === "open" || state === "waiting";

function openSeat(seats: readonly Seat[], id: string): Seat | undefined {
  return seats.find((seat) => seat.id === id && seat.state === "open");
}

const notYourTurn = () => refuse("not-your-turn", "现在不轮到您办理，轮到您时才能进行这项操作。");

/** Somebody who is asked twice at once would not know which of the two he answers. */
function alreadyThere(seats: readonly Seat[], accounts: readonly number[]): { refusal: Refusal } | null {
  if (!seats.some((seat) => isAhead(seat) && accounts.includes(seat.accountId))) return null;
  return refuse("already-participant", "所选人员已在本环节的办理人之中，请选择其他人员。");
}

/** Where people are added: they act before me, count beside me, or act after me. */
export type AddedWhere = "before" | "beside" | "after";

function nextOrder(seats: readonly Seat[], kind: Seat["kind"], of: string | null): number {
  return 1 + Math.max(0, ...seats.filter((seat) => seat.kind === kind && seat.of === of).map(({ order }) => order));
}

/** Adds people before, beside or after the seat whose turn it is; the quorum is counted over what there is then. */
export function addSeats(
  seats: readonly Seat[],
  at: string,
  where: AddedWhere,
  people: readonly { id: string; accountId: number }[],
): Changed {
  const seat = openSeat(seats, at);
  if (!seat) return notYourTurn();
  const twice = alreadyThere(
    seats,
    people.map(({ accountId }) => accountId),
  );
  if (twice) return twice;
  const beside = where === "beside";
  const kind = beside ? seat.kind : where;
  const of = beside ? seat.of : seat.id;
  const first = nextOrder(seats, kind, of);
  const added = people.map(({ id, accountId }, n): Seat => {
    return { id, accountId, kind, of, order: first + n, state: "waiting", outcome: null, addedBy: seat.accountId };
  });
  return { seats: [...seats, ...added] };
}

/** Takes a participant out; what belongs to his seat goes with it. */
export function removeSeat(
  seats: readonly Seat[],
  id: string,
  by: { accountId: number; isAdministrator: boolean },
): Changed {
  const seat = seats.find((each) => each.id === id && each.state !== "removed");
  if (!seat) return refuse("unknown-participant", "没有找到这位办理人，可能已被减去，请刷新后查看。");
  if (seat.state === "done") return refuse("participant-acted", "该办理人已经办理，不能减去；可减去尚未办理的人员。");
  if (seat.addedBy !== by.accountId && !by.isAdministrator) {
    return refuse("not-added-by-you", "只能减去由您加签、且尚未办理的人员；其他人员请联系系统管理员。");
  }
  const mains = seats.filter((each) => each.kind === "main" && each.state !== "removed");
  if (seat.kind === "main" && mains.length === 1) {
    return refuse("last-participant", "这是最后一位办理人，不能减去；如需换人请使用转办。");
  }
  const gone = new Set([id]);
  for (let size = 0; size !== gone.size; ) {
    size = gone.size;
    for (const each of seats) if (each.of !== null && gone.has(each.of) && each.state !== "done") gone.add(each.id);
  }
  return { seats: seats.map((each) => (gone.has(each.id) ? { ...each, state: "removed" } : each)) };
}

/** Hands the seat whose turn it is to somebody else for good. */
export function transferSeat(seats: readonly Seat[], id: string, accountId: number): Changed {
  if (!openSeat(seats, id)) return notYourTurn();
  const twice = alreadyThere(seats, [accountId]);
  if (twice) return twice;
  return { seats: seats.map((seat) => (seat.id === id ? { ...seat, accountId } : seat)) };
}

/** Asks somebody to answer; then it is this seat's turn again. */
export function delegateSeat(seats: readonly Seat[], at: string, person: { id: string; accountId: number }): Changed {
  const seat = openSeat(seats, at);
  if (!seat) return notYourTurn();
  const twice = alreadyThere(seats, [person.accountId]);
  if (twice) return twice;
  const order = nextOrder(seats, "delegate", at);
  const { accountId: addedBy } = seat;
  const asked: Seat = { ...person, kind: "delegate", of: at, order, state: "waiting", outcome: null, addedBy };
  return { seats: [...seats, asked] };
}

/** Keeps a participant's answer. */
export function answerSeat(seats: readonly Seat[], id: string, outcome: string | null): Changed {
  if (!openSeat(seats, id)) return notYourTurn();
  return { seats: seats.map((seat) => (seat.id === id ? { ...seat, state: "done", outcome } : seat)) };
}
