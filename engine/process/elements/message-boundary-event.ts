import type { Element } from "../element.ts";
import { enterBoundary, readBoundary, triggerBoundary } from "./boundary-event.ts";

/** Message boundary event: a message that may come while the activity is under way. */
export const messageBoundaryEvent: Element = {
  kind: "messageBoundaryEvent",
  matches: "BoundaryEvent/Message",
  waits: false,
  read: readBoundary,
  enter: enterBoundary,
  trigger: triggerBoundary,
};
