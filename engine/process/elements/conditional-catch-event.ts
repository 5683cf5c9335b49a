import { intermediateCatchEvent } from "./catch-event.ts";

/** Intermediate conditional catch event: waits until something is true; where it is already, goes on at once. */
export const conditionalCatchEvent = intermediateCatchEvent("conditionalCatchEvent", "Conditional");
