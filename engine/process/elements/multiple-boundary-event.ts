import { boundaryEvent } from "./boundary-event.ts";

/** Multiple boundary event: the first, or with parallelMultiple all, of several things that may come. */
export const multipleBoundaryEvent = boundaryEvent("multipleBoundaryEvent", "Multiple");
