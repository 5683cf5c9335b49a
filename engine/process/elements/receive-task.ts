import type { Element } from "../element.ts";
import { readIo, readMessage } from "../read-task.ts";
import { armBoundary, subscribe } from "../waits.ts";
import { catchEvent } from "./catch-event.ts";

/** Receive task: waits for a message. */
export const receiveTask: Element = {
  kind: "receiveTask",
  matches: "ReceiveTask",
  waits: true,
  extensions: ["zeebe:IoMapping"],
  read(source, node) {
    const message = readMessage(source);
    if (message) node.message = message;
    const io = readIo(source);
    if (io) node.io = io;
  },
  enter(run, token, node) {
    subscribe(run, token, node);
    armBoundary(run, token, node);
  },
  trigger: catchEvent,
};
