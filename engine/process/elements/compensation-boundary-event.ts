import { boundaryEvent } from "./boundary-event.ts";

/** Compensation boundary event: ties an activity to the handler that undoes it; no token ever comes here. */
export const compensationBoundaryEvent = boundaryEvent("compensationBoundaryEvent", "Compensate");
