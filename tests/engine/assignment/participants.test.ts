import test from "ava";
import {
  addSeats,
  answerSeat,
  arranged,
  type Changed,
  delegateSeat,
  removeSeat,
  type Seat,
  tally,
  transferSeat,
} from "../../../engine/assignment/index.ts";
import { all, choices, seatsFor } from "./seats.ts";

const ok = (changed: Changed): Seat[] => {
  if ("refusal" in changed) throw new Error(changed.refusal.message);
  return arranged(changed.seats, tally(changed.seats, all, choices));
};
const code = (changed: Changed) => ("refusal" in changed ? changed.refusal.code : undefined);
const turns = (seats: Seat[]) => seats.filter(({ state }) => state === "open").map(({ accountId }) => accountId);
const decision = (seats: Seat[]) => tally(seats, all, choices).decision?.outcome;
const person = (accountId: number) => ({ id: `p${accountId}`, accountId });

test("whoever is added before me answers first; then it is my turn", (t) => {
  let seats = ok(addSeats(seatsFor(1), "s1", "before", [person(7), person(8)]));
  t.deepEqual(turns(seats), [7]);
  t.is(code(answerSeat(seats, "s1", "approve")), "not-your-turn");
  seats = ok(answerSeat(seats, "p7", "approve"));
  t.deepEqual(turns(seats), [8]);
  seats = ok(answerSeat(seats, "p8", "approve"));
  t.deepEqual(turns(seats), [1]);
  t.is(decision(ok(answerSeat(seats, "s1", "approve"))), "approve");
});

test("a disagreement of whoever was added before or after me is the answer of my seat", (t) => {
  const before = ok(addSeats(seatsFor(1), "s1", "before", [person(7)]));
  t.is(decision(ok(answerSeat(before, "p7", "reject"))), "reject");
  let after = ok(addSeats(seatsFor(1), "s1", "after", [person(7)]));
  t.deepEqual(turns(after), [1]);
  after = ok(answerSeat(after, "s1", "approve"));
  t.is(decision(after), undefined);
  t.deepEqual(turns(after), [7]);
  t.is(decision(ok(answerSeat(after, "p7", "reject"))), "reject");
});

test("whoever is added beside me counts in the quorum", (t) => {
  let seats = ok(addSeats(seatsFor(2), "s1", "beside", [person(7)]));
  t.is(tally(seats, { rule: "share", value: 60, order: "parallel" }, choices).counts.needed, 2);
  t.deepEqual(turns(seats), [1, 2, 7]);
  for (const id of ["s1", "s2"]) seats = ok(answerSeat(seats, id, "approve"));
  t.is(decision(seats), undefined);
  t.is(decision(ok(answerSeat(seats, "p7", "approve"))), "approve");
});

test("a delegate answers, but the delegator decides", (t) => {
  let seats = ok(delegateSeat(seatsFor(1), "s1", person(7)));
  t.deepEqual(turns(seats), [7]);
  seats = ok(answerSeat(seats, "p7", "reject"));
  t.is(decision(seats), undefined);
  t.deepEqual(turns(seats), [1]);
  t.is(decision(ok(answerSeat(seats, "s1", "approve"))), "approve");
});

test("a seat is handed over for good; nobody sits twice", (t) => {
  const seats = ok(transferSeat(seatsFor(2), "s1", 7));
  t.deepEqual(turns(seats), [7, 2]);
  t.is(code(transferSeat(seats, "s1", 2)), "already-participant");
  t.is(code(addSeats(seats, "s1", "after", [person(2)])), "already-participant");
  t.is(code(delegateSeat(seats, "s1", person(2))), "already-participant");
});

test("a participant is removed with what belongs to him, and the quorum is counted anew", (t) => {
  let seats = ok(addSeats(seatsFor(2), "s1", "beside", [person(7)]));
  seats = ok(delegateSeat(seats, "p7", person(8)));
  const me = { accountId: 1, isAdministrator: false };
  for (const id of ["s1", "s2"]) seats = ok(answerSeat(seats, id, "approve"));
  t.is(code(removeSeat(seats, "s2", me)), "participant-acted");
  seats = ok(removeSeat(seats, "p7", me));
  t.deepEqual(turns(seats), []);
  t.is(decision(seats), "approve");
});

test("only added participants are removed by who added them, others by an administrator, the last one by nobody", (t) => {
  const seats = seatsFor(2);
  t.is(code(removeSeat(seats, "s2", { accountId: 1, isAdministrator: false })), "not-added-by-you");
  const left = ok(removeSeat(seats, "s2", { accountId: 9, isAdministrator: true }));
  t.is(code(removeSeat(left, "s1", { accountId: 9, isAdministrator: true })), "last-participant");
  t.is(code(removeSeat(left, "s2", { accountId: 9, isAdministrator: true })), "unknown-participant");
});
