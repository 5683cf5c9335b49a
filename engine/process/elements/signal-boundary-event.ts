import { boundaryEvent } from "./boundary-event.ts";

/** Signal boundary event: a signal that may come while the activity is under way. */
export const signalBoundaryEvent = boundaryEvent("signalBoundaryEvent", "Signal");
