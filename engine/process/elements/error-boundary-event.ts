import { boundaryEvent } from "./boundary-event.ts";

/** Error boundary event: catches an error thrown inside the activity, and always interrupts it. */
export const errorBoundaryEvent = boundaryEvent("errorBoundaryEvent", "Error");
