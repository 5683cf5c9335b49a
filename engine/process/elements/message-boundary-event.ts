import { boundaryEvent } from "./boundary-event.ts";

/** Message boundary event: a message that may come while the activity is under way. */
export const messageBoundaryEvent = boundaryEvent("messageBoundaryEvent", "Message");
