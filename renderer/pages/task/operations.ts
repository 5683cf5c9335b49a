import type { TaskOperations } from "../../api/operation-types.ts";

/** Operations that open a dialog. */
export type Dialog = "return" | "transfer" | "delegate" | "addParticipants" | "copy" | "urge";

/** In the order of the menu. */
export const dialogs: readonly Dialog[] = ["return", "transfer", "delegate", "addParticipants", "copy", "urge"];

/** Those that may be done now; the server said so. */
export function possible(operations: TaskOperations): Dialog[] {
  return dialogs.filter((key) => operations[key] === null);
}
