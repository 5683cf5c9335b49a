import type { Element } from "../element.ts";
import { readMessage } from "../read-task.ts";
import { armBoundary, armEvent } from "../waits.ts";
import { takeInputs } from "./activity.ts";
import { catchEvent } from "./catch-event.ts";

/** Receive task: waits for a message; where it instantiates, the message begins a process at it. */
export const receiveTask: Element = {
  kind: "receiveTask",
  matches: "ReceiveTask",
  waits: true,
  read(source, node) {
    const message = readMessage(source);
    if (message) node.message = message;
    if (source.instantiate === true) node.instantiates = "exclusive";
  },
  enter(run, token, node) {
    takeInputs(run, token, node);
    armEvent(run, token, node);
    armBoundary(run, token, node);
  },
  trigger: catchEvent,
};
