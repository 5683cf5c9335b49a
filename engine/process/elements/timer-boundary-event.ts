import type { Element } from "../element.ts";
import { enterBoundary, readBoundary, triggerBoundary } from "./boundary-event.ts";

/** Timer boundary event: a due date of the activity it is attached to. */
export const timerBoundaryEvent: Element = {
  kind: "timerBoundaryEvent",
  matches: "BoundaryEvent/Timer",
  waits: false,
  read: readBoundary,
  enter: enterBoundary,
  trigger: triggerBoundary,
};
