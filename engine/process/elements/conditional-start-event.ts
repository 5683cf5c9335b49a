import { triggeredStartEvent } from "./start-event.ts";

/** Conditional start event: begins an event sub-process when something comes to be true. */
export const conditionalStartEvent = triggeredStartEvent("conditionalStartEvent", "Conditional");
