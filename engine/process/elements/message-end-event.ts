import { throwingEndEvent } from "./throw-event.ts";

/** Message end event: hands a message to the caller, or a job to a worker, and ends. */
export const messageEndEvent = throwingEndEvent("messageEndEvent", "Message");
