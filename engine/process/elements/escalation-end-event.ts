import { throwingEndEvent } from "./throw-event.ts";

/** Escalation end event: tells the scopes around and ends. */
export const escalationEndEvent = throwingEndEvent("escalationEndEvent", "Escalation");
