import { intermediateThrowEvent } from "./throw-event.ts";

/** Intermediate compensation throw event: undoes what has completed in its scope, last things first, then goes on. */
export const compensationThrowEvent = intermediateThrowEvent("compensationThrowEvent", "Compensate");
