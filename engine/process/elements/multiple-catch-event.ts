import { intermediateCatchEvent } from "./catch-event.ts";

/** Intermediate multiple catch event: waits for the first, or with parallelMultiple all, of several things. */
export const multipleCatchEvent = intermediateCatchEvent("multipleCatchEvent", "Multiple");
