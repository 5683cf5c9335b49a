import { throwingEndEvent } from "./throw-event.ts";

/** Compensation end event: undoes what has completed in its scope, last things first, and ends. */
export const compensationEndEvent = throwingEndEvent("compensationEndEvent", "Compensate");
