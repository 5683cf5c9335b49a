import type { Element } from "../element.ts";
import { cancelToken } from "../waits.ts";

/** Terminate end event: ends its process or sub-process at once, whatever else runs in it. */
export const terminateEndEvent: Element = {
  kind: "terminateEndEvent",
  matches: "EndEvent/Terminate",
  waits: false,
  enter(run, token, node) {
    run.leave(token, node);
    for (const sibling of run.inside(run.token(token.scope))) if (sibling !== token) cancelToken(run, sibling);
    run.consume(token, node.id, "terminated");
  },
};
