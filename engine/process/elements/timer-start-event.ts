import { triggeredStartEvent } from "./start-event.ts";

/** Timer start event: begins an instance or an event sub-process when its time has come. */
export const timerStartEvent = triggeredStartEvent("timerStartEvent", "Timer");
