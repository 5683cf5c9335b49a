import { triggeredStartEvent } from "./start-event.ts";

/** Signal start event: begins an instance or an event sub-process when a signal comes. */
export const signalStartEvent = triggeredStartEvent("signalStartEvent", "Signal");
