/** A participant of a task. Main seats count for the quorum; every other one belongs to the seat it was put beside. */
export interface Seat {
  id: string;
  accountId: number;
  kind: "main" | "before" | "after" | "delegate";
  /** The seat this one was put before or after, or that delegated to it; null for main seats. */
  of: string | null;
  /** Place among the seats of the same kind, from 1. */
  order: number;
  state: "waiting" | "open" | "done" | "removed";
  outcome: string | null;
  /** Who added it by hand; null for those the model named. */
  addedBy: number | null;
}

/** What an outcome means to the count. */
export interface Choice {
  key: string;
  kind: "complete" | "return";
  style?: "primary" | "danger" | undefined;
}

/** The rule by which the votes of the main seats become one decision. */
export interface Quorum {
  rule: "any" | "all" | "share" | "number";
  /** Percent for a share, people for a number. */
  value?: number | undefined;
  order: "parallel" | "sequential";
  /** False: everybody is heard even when the result is certain. */
  early?: boolean | undefined;
  /** What a returning vote does to the others: ends their part (the default), or counts as one vote against. */
  siblings?: "cancel" | "keep" | undefined;
}

/** Why an operation is refused, and what would be allowed. */
export interface Refusal {
  code: string;
  message: string;
}

/** Whether an outcome lets the token go on; a task without outcomes is agreed to by completing it. */
export function agrees(choices: readonly Choice[], outcome: string | null): boolean {
  const choice = choices.find(({ key }) => key === outcome);
  return choice === undefined ? choices.length === 0 : choice.kind === "complete" && choice.style !== "danger";
}

/** Whether an outcome sends the token back by itself. */
export function returns(choices: readonly Choice[], outcome: string | null): boolean {
  return choices.some(({ key, kind }) => key === outcome && kind === "return");
}
