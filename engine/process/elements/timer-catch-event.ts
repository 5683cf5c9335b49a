import type { Element } from "../element.ts";
import { readEvent } from "../read-event.ts";
import { armTimer } from "../waits.ts";
import { catchEvent } from "./catch-event.ts";

/** Intermediate timer catch event: waits until its time has come. */
export const timerCatchEvent: Element = {
  kind: "timerCatchEvent",
  matches: "IntermediateCatchEvent/Timer",
  waits: true,
  read: readEvent,
  enter: armTimer,
  trigger: catchEvent,
};
