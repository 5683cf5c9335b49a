import { triggeredStartEvent } from "./start-event.ts";

/** Error start event: begins an event sub-process that catches an error of the scope around it. */
export const errorStartEvent = triggeredStartEvent("errorStartEvent", "Error");
