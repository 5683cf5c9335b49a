import type { Element } from "../element.ts";
import { readEvent } from "../read-event.ts";
import { subscribe } from "../waits.ts";
import { catchEvent } from "./catch-event.ts";

/** Intermediate message catch event: waits for a message. */
export const messageCatchEvent: Element = {
  kind: "messageCatchEvent",
  matches: "IntermediateCatchEvent/Message",
  waits: true,
  read: readEvent,
  enter: subscribe,
  trigger: catchEvent,
};
