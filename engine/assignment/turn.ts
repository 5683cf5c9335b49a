import { agrees, type Choice, type Seat } from "./seat.ts";

/** How far one main seat is, with all those put before and after it. */
export type Turn = { decided: true; outcome: string | null; agreed: boolean } | { decided: false; next: string };

interface Place {
  seat: Seat;
  /** Its answer is heard, but decides nothing: somebody was asked for advice. */
  advice: boolean;
}

/** The seats of one main seat in the order in which they act. */
function places(seats: readonly Seat[], of: Seat, advice: boolean): Place[] {
  const beside = (kind: Seat["kind"]): Seat[] =>
    seats.filter((seat) => seat.of === of.id && seat.kind === kind).sort((a, b) => a.order - b.order);
  const expand = (kind: Seat["kind"]): Place[] =>
    beside(kind).flatMap((seat) => places(seats, seat, advice || kind === "delegate"));
  return [...expand("before"), ...expand("delegate"), { seat: of, advice }, ...expand("after")];
}

/** Whose turn it is within a main seat, or what came of it: the first answer that does not agree ends it. */
export function turnOf(seats: readonly Seat[], main: Seat, choices: readonly Choice[]): Turn {
  for (const { seat, advice } of places(seats, main, false)) {
    if (seat.state === "removed") continue;
    if (seat.state !== "done") return { decided: false, next: seat.id };
    if (!advice && !agrees(choices, seat.outcome)) return { decided: true, outcome: seat.outcome, agreed: false };
  }
  return { decided: true, outcome: main.outcome, agreed: true };
}
