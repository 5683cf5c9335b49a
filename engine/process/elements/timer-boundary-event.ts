import { boundaryEvent } from "./boundary-event.ts";

/** Timer boundary event: a due date of the activity it is attached to. */
export const timerBoundaryEvent = boundaryEvent("timerBoundaryEvent", "Timer");
