import type { Element } from "../element.ts";
import type { NodeKind } from "../model.ts";
import { leaveEvent } from "./catch-event.ts";
import { startEventSubProcess } from "./event-sub-process.ts";

/** None start event: an instance, or an embedded sub-process, begins here. */
export const startEvent: Element = {
  kind: "startEvent",
  matches: "StartEvent",
  waits: false,
  enter: leaveEvent,
};

/** A start event that something sets off: the caller starts an instance at it, or it begins its event sub-process. */
export function triggeredStartEvent(kind: NodeKind, definition: string): Element {
  return {
    kind,
    matches: `StartEvent/${definition}`,
    waits: false,
    enter: leaveEvent,
    trigger: startEventSubProcess,
  };
}
