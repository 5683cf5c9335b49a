import type { TaskOutcome } from "../../api/types.ts";

/** Whether an outcome cannot be chosen without saying why. */
export function needsOpinion({ opinion }: TaskOutcome): boolean {
  return opinion === "required";
}

/** Whether an outcome sends the record back instead of on. */
export function isReturn({ kind, style }: TaskOutcome): boolean {
  return kind === "return" || style === "danger";
}
