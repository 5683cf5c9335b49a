import { boundaryEvent } from "./boundary-event.ts";

/** Conditional boundary event: something that may come to be true while the activity is under way. */
export const conditionalBoundaryEvent = boundaryEvent("conditionalBoundaryEvent", "Conditional");
