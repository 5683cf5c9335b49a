import type { Element } from "../element.ts";
import { endHere } from "./throw-event.ts";

/** None end event: consumes one token; the last one completes the scope. */
export const endEvent: Element = {
  kind: "endEvent",
  matches: "EndEvent",
  waits: false,
  enter: endHere,
};
