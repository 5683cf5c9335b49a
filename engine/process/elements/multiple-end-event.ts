import { throwingEndEvent } from "./throw-event.ts";

/** Multiple end event: throws all it has. */
export const multipleEndEvent = throwingEndEvent("multipleEndEvent", "Multiple", true);
