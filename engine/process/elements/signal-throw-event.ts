import { intermediateThrowEvent } from "./throw-event.ts";

/** Intermediate signal throw event: everything that waits for the signal gets it. */
export const signalThrowEvent = intermediateThrowEvent("signalThrowEvent", "Signal", true);
