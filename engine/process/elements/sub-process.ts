import type { Element } from "../element.ts";
import { startEventOf } from "../scope.ts";
import { armBoundary } from "../waits.ts";

/** Embedded sub-process: its token waits outside while tokens run inside; the last of them lets it go on. */
export const subProcess: Element = {
  kind: "subProcess",
  matches: "SubProcess",
  waits: false,
  enter(run, token, node) {
    armBoundary(run, token, node);
    run.arrive(run.spawn(startEventOf(run.model, node.id), { scope: token.id }));
  },
};
