import type { Element } from "../element.ts";
import { enterBoundary, readBoundary, triggerBoundary } from "./boundary-event.ts";

/** Timer boundary event: a due date of the activity it is attached to. */
export const timerBoundaryEvent: Element = {
  kind: "timerBoundaryEvent",
  matches: "BoundaryEvent/Timer",
  label: "定时边界事件",
  waits: false,
  read: readBoundary,
  enter: enterBoundary,
  trigger: triggerBoundary,
};
