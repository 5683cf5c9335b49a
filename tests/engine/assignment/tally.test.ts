import test from "ava";
import fc from "fast-check";
import { answerSeat, arranged, needed, type Quorum, type Seat, tally } from "../../../engine/assignment/index.ts";
import { all, choices, seatsFor } from "./seats.ts";

/** The seats after an answer, and what they amount to. */
function answered(seats: Seat[], id: string, outcome: string, quorum: Quorum) {
  const changed = answerSeat(seats, id, outcome);
  if ("refusal" in changed) throw new Error(changed.refusal.message);
  const count = tally(changed.seats, quorum, choices);
  return { seats: arranged(changed.seats, count), count };
}

/** Plays answers by seat id; the decision after each. */
function played(n: number, quorum: Quorum, answers: [string, string][]): (string | null | undefined)[] {
  let seats = seatsFor(n, quorum);
  return answers.map(([id, outcome]) => {
    const next = answered(seats, id, outcome, quorum);
    seats = next.seats;
    return next.count.decision?.outcome;
  });
}

test("all must agree: the last agreement decides, and the first disagreement does at once", (t) => {
  t.deepEqual(
    played(3, all, [
      ["s2", "approve"],
      ["s1", "approve"],
      ["s3", "approve"],
    ]),
    [undefined, undefined, "approve"],
  );
  t.deepEqual(played(3, all, [["s2", "reject"]]), ["reject"]);
});

test("any: whoever comes first decides", (t) => {
  t.deepEqual(played(3, { rule: "any", order: "parallel" }, [["s3", "approve"]]), ["approve"]);
  t.deepEqual(played(3, { rule: "any", order: "parallel" }, [["s3", "reject"]]), ["reject"]);
});

test("a share is met as soon as it is certain, and missed as soon as it cannot be met", (t) => {
  const share: Quorum = { rule: "share", value: 60, order: "parallel" };
  t.is(needed(share, 5), 3);
  t.deepEqual(
    played(5, share, [
      ["s1", "approve"],
      ["s2", "approve"],
      ["s3", "approve"],
    ]),
    [undefined, undefined, "approve"],
  );
  t.deepEqual(
    played(5, share, [
      ["s1", "reject"],
      ["s2", "reject"],
      ["s3", "reject"],
    ]),
    [undefined, undefined, "reject"],
  );
  t.is(needed({ ...share, value: 66.6 }, 3), 2);
  t.is(needed({ ...share, value: 100 }, 3), 3);
});

test("a number is never more than there are", (t) => {
  t.is(needed({ rule: "number", value: 5, order: "parallel" }, 3), 3);
  t.is(needed({ rule: "number", value: 2, order: "parallel" }, 3), 2);
});

test("without early end everybody is heard", (t) => {
  const quorum: Quorum = { rule: "number", value: 1, order: "parallel", early: false };
  t.deepEqual(
    played(2, quorum, [
      ["s1", "approve"],
      ["s2", "reject"],
    ]),
    [undefined, "approve"],
  );
});

test("in order, only one has the turn at a time", (t) => {
  const quorum: Quorum = { rule: "all", order: "sequential" };
  const seats = seatsFor(3, quorum);
  t.deepEqual(
    seats.map(({ state }) => state),
    ["open", "waiting", "waiting"],
  );
  const early = answerSeat(seats, "s2", "approve");
  t.like(early, { refusal: { code: "not-your-turn" } });
  const { seats: next } = answered(seats, "s1", "approve", quorum);
  t.deepEqual(
    next.map(({ state }) => state),
    ["done", "open", "waiting"],
  );
});

test("a returning vote ends the part of the others, or counts as one vote where the model keeps them", (t) => {
  const majority: Quorum = { rule: "number", value: 2, order: "parallel" };
  t.deepEqual(played(3, majority, [["s1", "back"]]), ["back"]);
  t.deepEqual(
    played(3, { ...majority, siblings: "keep" }, [
      ["s1", "back"],
      ["s2", "approve"],
      ["s3", "approve"],
    ]),
    [undefined, undefined, "approve"],
  );
});

test("of several agreeing outcomes the one most chose is the task's", (t) => {
  t.deepEqual(
    played(3, all, [
      ["s1", "approve"],
      ["s2", "adjust"],
      ["s3", "adjust"],
    ]).at(-1),
    "adjust",
  );
});

test("whatever the rule and the answers, a decision comes at last, never changes, and agrees with a plain count", (t) => {
  const rule = fc.record({
    rule: fc.constantFrom("any", "all", "share", "number"),
    value: fc.integer({ min: 1, max: 100 }),
    order: fc.constantFrom("parallel", "sequential"),
    early: fc.boolean(),
  }) as fc.Arbitrary<Quorum>;
  const votes = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(rule, votes, (quorum, given) => {
      let seats = seatsFor(given.length, quorum);
      let decided: string | null | undefined;
      let heard = 0;
      for (const vote of given) {
        const open = seats.find(({ state }) => state === "open");
        if (!open) break;
        const next = answered(seats, open.id, vote ? "approve" : "reject", quorum);
        seats = next.seats;
        heard += 1;
        decided = next.count.decision?.outcome;
      }
      const said = given.slice(0, heard).filter(Boolean).length;
      const wins = quorum.rule === "any" ? given[0] === true : said >= needed(quorum, given.length);
      return decided === (wins ? "approve" : "reject");
    }),
  );
  t.pass();
});
