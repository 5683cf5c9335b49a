import { arranged, type Choice, type Quorum, type Seat, tally } from "../../../engine/assignment/index.ts";

export const choices: Choice[] = [
  { key: "approve", kind: "complete", style: "primary" },
  { key: "adjust", kind: "complete" },
  { key: "reject", kind: "complete", style: "danger" },
  { key: "back", kind: "return" },
];

export const all: Quorum = { rule: "all", order: "parallel" };

/** Main seats of the accounts 1, 2, ... n as they stand when the task opens. */
export function seatsFor(n: number, quorum: Quorum = all): Seat[] {
  const seats = Array.from({ length: n }, (_, at): Seat => {
    const place = { kind: "main", of: null, order: at + 1, state: "waiting", outcome: null, addedBy: null } as const;
    return { id: `s${at + 1}`, accountId: at + 1, ...place };
  });
  return arranged(seats, tally(seats, quorum, choices));
}
