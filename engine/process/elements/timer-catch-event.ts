import { intermediateCatchEvent } from "./catch-event.ts";

/** Intermediate timer catch event: waits until its time has come. */
export const timerCatchEvent = intermediateCatchEvent("timerCatchEvent", "Timer");
