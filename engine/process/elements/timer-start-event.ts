import type { Element } from "../element.ts";
import { readEvent } from "../read-event.ts";
import { passThrough } from "./activity.ts";

/** Timer start event: the caller starts an instance here when the schedule says so. */
export const timerStartEvent: Element = {
  kind: "timerStartEvent",
  matches: "StartEvent/Timer",
  label: "定时开始事件",
  waits: false,
  read: readEvent,
  enter: passThrough,
};
