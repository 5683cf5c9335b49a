import type { Element } from "../element.ts";

/** None end event: consumes one token; the last one completes the scope. */
export const endEvent: Element = {
  kind: "endEvent",
  matches: "EndEvent",
  waits: false,
  enter(run, token, node) {
    run.leave(token, node);
    run.consume(token, node.id);
  },
};
