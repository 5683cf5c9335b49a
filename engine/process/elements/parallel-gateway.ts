import type { Element } from "../element.ts";
import type { Token } from "../state.ts";

/**
 * Parallel gateway: waits for a token on each incoming flow, then sends one along each outgoing flow. Tokens count per
 * flow: one that comes twice by the same flow, through a loop inside a branch, never stands in for another branch.
 */
export const parallelGateway: Element = {
  kind: "parallelGateway",
  matches: "ParallelGateway",
  waits: false,
  enter(run, token, node) {
    const arrived: Token[] = [];
    for (const flow of node.incoming) {
      const first = run.tokens.find((t) => t.at === node.id && t.via === flow && t.scope === token.scope);
      if (!first) return;
      arrived.push(first);
    }
    const merged = run.merge(arrived.length > 0 ? arrived : [token]);
    run.leave(merged, node);
    run.takeAll(merged, node, node.outgoing);
  },
};
