import type { TaskOutcome } from "../../api/types.ts";

/** Whether an outcome cannot be chosen without saying why. */
export function needsOpinion({ opinion }: TaskOutcome): boolean {
  return opinion === "required" || opinion === true;
}
