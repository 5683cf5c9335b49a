import { type Choice, type Quorum, returns, type Seat } from "./seat.ts";
import { type Turn, turnOf } from "./turn.ts";

/** What the participants' answers amount to. */
export interface Tally {
  /** The task's own outcome once the rule is met; null while it is not. */
  decision: { outcome: string | null; agreed: boolean } | null;
  /** Seats whose turn it is. */
  open: string[];
  counts: { agreed: number; against: number; pending: number; total: number; needed: number };
}

/** How many of `total` must agree. */
export function needed({ rule, value = 0 }: Quorum, total: number): number {
  if (rule === "any") return Math.min(1, total);
  if (rule === "share") return Math.min(total, Math.max(1, Math.ceil((total * value) / 100 - 1e-9)));
  if (rule === "number") return Math.min(total, Math.max(1, Math.ceil(value)));
  return total;
}

/** The outcome most of them chose; of equals the one the model names first. */
function mostChosen(outcomes: readonly (string | null)[], choices: readonly Choice[]): string | null {
  const count = (outcome: string | null): number => outcomes.filter((each) => each === outcome).length;
  const place = (outcome: string | null): number => choices.findIndex(({ key }) => key === outcome);
  const [first = null] = [...new Set(outcomes)].sort((a, b) => count(b) - count(a) || place(a) - place(b));
  return first;
}

type Decided = Extract<Turn, { decided: true }>;

function decide(quorum: Quorum, choices: readonly Choice[], total: number, votes: readonly Decided[]) {
  const [first] = votes;
  const back = votes.find(({ outcome }) => returns(choices, outcome));
  if (back && quorum.siblings !== "keep") return { outcome: back.outcome, agreed: false };
  if (quorum.rule === "any" && first) return { outcome: first.outcome, agreed: first.agreed };
  if (quorum.early === false && votes.length < total) return null;
  const need = needed(quorum, total);
  const [agreed, against] = [votes.filter((vote) => vote.agreed), votes.filter((vote) => !vote.agreed)];
  const outcomeOf = (chosen: readonly Decided[]) =>
    mostChosen(
      chosen.map(({ outcome }) => outcome),
      choices,
    );
  if (agreed.length >= need) return { outcome: outcomeOf(agreed), agreed: true };
  if (total - against.length < need) return { outcome: outcomeOf(against), agreed: false };
  return null;
}

/** Counts the answers by the rule; without a rule everybody must agree. */
export function tally(seats: readonly Seat[], rule: Quorum | undefined, choices: readonly Choice[]): Tally {
  const quorum: Quorum = rule ?? { rule: "all", order: "parallel" };
  const mains = seats.filter((seat) => seat.kind === "main" && seat.state !== "removed");
  mains.sort((a, b) => a.order - b.order);
  const turns = mains.map((main) => turnOf(seats, main, choices));
  const votes = turns.filter((turn): turn is Decided => turn.decided);
  const waiting = turns.flatMap((turn) => (turn.decided ? [] : [turn.next]));
  const decision = decide(quorum, choices, mains.length, votes);
  const open = decision ? [] : quorum.order === "sequential" ? waiting.slice(0, 1) : waiting;
  const agreed = votes.filter((vote) => vote.agreed).length;
  const counts = {
    ...{ agreed, against: votes.length - agreed, pending: waiting.length, total: mains.length },
    needed: needed(quorum, mains.length),
  };
  return { decision, open, counts };
}

/** The seats with the states that the count gives them: whose turn it is stands open, the others wait. */
export function arranged(seats: readonly Seat[], { open }: Tally): Seat[] {
  return seats.map((seat) => {
    if (seat.state === "done" || seat.state === "removed") return seat;
    const state = open.includes(seat.id) ? "open" : "waiting";
    return seat.state === state ? seat : { ...seat, state };
  });
}
