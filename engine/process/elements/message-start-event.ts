import { triggeredStartEvent } from "./start-event.ts";

/** Message start event: begins an instance or an event sub-process when a message comes. */
export const messageStartEvent = triggeredStartEvent("messageStartEvent", "Message");
