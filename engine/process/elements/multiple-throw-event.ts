import { intermediateThrowEvent } from "./throw-event.ts";

/** Intermediate multiple throw event: throws all it has. */
export const multipleThrowEvent = intermediateThrowEvent("multipleThrowEvent", "Multiple", true);
