import { boundaryEvent } from "./boundary-event.ts";

/** Cancel boundary event: where a transaction goes on once it is cancelled and compensated. */
export const cancelBoundaryEvent = boundaryEvent("cancelBoundaryEvent", "Cancel");
