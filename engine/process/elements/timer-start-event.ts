import type { Element } from "../element.ts";
import { readEvent } from "../read-event.ts";
import { passThrough } from "./activity.ts";

/** Timer start event: the caller starts an instance here when the schedule says so. */
export const timerStartEvent: Element = {
  kind: "timerStartEvent",
  matches: "StartEvent/Timer",
  waits: false,
  read: readEvent,
  enter: passThrough,
};
