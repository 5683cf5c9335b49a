import { intermediateThrowEvent } from "./throw-event.ts";

/** Intermediate escalation throw event: tells the scopes around and, unless interrupted, goes on. */
export const escalationThrowEvent = intermediateThrowEvent("escalationThrowEvent", "Escalation");
