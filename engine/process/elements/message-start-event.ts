import type { Element } from "../element.ts";
import { readEvent } from "../read-event.ts";
import { passThrough } from "./activity.ts";

/** Message start event: the caller starts an instance here when the message comes. */
export const messageStartEvent: Element = {
  kind: "messageStartEvent",
  matches: "StartEvent/Message",
  waits: false,
  read: readEvent,
  enter: passThrough,
};
