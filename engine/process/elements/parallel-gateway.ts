import type { Element } from "../element.ts";
import { arrivedAt } from "../join.ts";

/**
 * Parallel gateway: waits for a token on each incoming flow, then sends one along each outgoing flow. Tokens count per
 * flow: one that comes twice by the same flow, through a loop inside a branch, never stands in for another branch.
 */
export const parallelGateway: Element = {
  kind: "parallelGateway",
  matches: "ParallelGateway",
  waits: false,
  enter(run, token, node) {
    const arrived = arrivedAt(run, token, node);
    if (arrived.size < node.incoming.length) return;
    const merged = run.merge(arrived.size > 0 ? [...arrived.values()] : [token]);
    run.leave(merged, node);
    run.takeAll(merged, node, node.outgoing);
  },
};
