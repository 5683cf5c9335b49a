import { intermediateCatchEvent } from "./catch-event.ts";

/** Intermediate signal catch event: waits for a signal. */
export const signalCatchEvent = intermediateCatchEvent("signalCatchEvent", "Signal");
