import { throwingEndEvent } from "./throw-event.ts";

/** Signal end event: everything that waits for the signal gets it. */
export const signalEndEvent = throwingEndEvent("signalEndEvent", "Signal", true);
