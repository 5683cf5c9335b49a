import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { arrivedAt, isAwaited } from "../join.ts";
import { type NodeModel, titleOf } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token, Variables } from "../state.ts";

/**
 * Inclusive gateway: sends a token along every flow whose condition holds, and as a join waits for all tokens that can
 * still come. A join is decided only when every other token rests (`joinInclusive`).
 */
export const inclusiveGateway: Element = {
  kind: "inclusiveGateway",
  matches: "InclusiveGateway",
  waits: false,
  enter(run, token, node) {
    if (node.incoming.length <= 1) splitInclusive(run, token, node);
  },
};

/** Sends a token along every flow whose condition holds, or else the default. */
export function splitInclusive(run: Run, token: Token, node: NodeModel, more?: Variables): void {
  const chosen = node.outgoing.filter((id) => id !== node.defaultFlow && run.holds(run.flow(id), node, token, more));
  if (chosen.length === 0 && node.defaultFlow !== undefined) chosen.push(node.defaultFlow);
  if (chosen.length === 0 && node.outgoing.length > 0) {
    const word = node.kind === "complexGateway" ? "复杂" : "包容";
    const message = `${word}网关${titleOf(node)}没有一条连线的条件成立，请补充条件或设置默认连线`;
    throw new ProcessError("no-flow-taken", message, node.id);
  }
  run.leave(token, node);
  run.takeAll(token, node, chosen);
}

/** Lets the first inclusive join that waits for nothing more go on; false when there is none. */
export function joinInclusive(run: Run): boolean {
  for (const token of run.tokens) {
    const node = run.node(token.at);
    const joins = node.kind === "inclusiveGateway" || (node.kind === "complexGateway" && node.activation === undefined);
    if (!joins || token.reset) continue;
    const arrived = arrivedAt(run, token, node);
    if (isAwaited(run, token, node, new Set(arrived.keys()))) continue;
    splitInclusive(run, run.merge(arrived.size > 0 ? [...arrived.values()] : [token]), node);
    return true;
  }
  return false;
}
