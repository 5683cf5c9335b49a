import { throwingEndEvent } from "./throw-event.ts";

/** Error end event: throws an error to the scopes around; one that nothing catches ends the instance. */
export const errorEndEvent = throwingEndEvent("errorEndEvent", "Error");
