import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";

/**
 * Inclusive gateway: sends a token along every flow whose condition holds, and as a join waits for all tokens that can
 * still come. A join is decided only when every other token rests (`joinInclusive`).
 */
export const inclusiveGateway: Element = {
  kind: "inclusiveGateway",
  matches: "InclusiveGateway",
  waits: false,
  enter(run, token, node) {
    if (node.incoming.length <= 1) split(run, token, node);
  },
};

function split(run: Run, token: Token, node: NodeModel): void {
  const chosen = node.outgoing.filter((id) => id !== node.defaultFlow && run.holds(run.flow(id), node));
  if (chosen.length === 0 && node.defaultFlow !== undefined) chosen.push(node.defaultFlow);
  if (chosen.length === 0 && node.outgoing.length > 0) {
    const message = `包容网关${titleOf(node)}没有一条连线的条件成立，请补充条件或设置默认连线`;
    throw new ProcessError("no-flow-taken", message, node.id);
  }
  run.leave(token, node);
  run.takeAll(token, node, chosen);
}

/** Lets the first inclusive join that waits for nothing more go on; false when there is none. */
export function joinInclusive(run: Run): boolean {
  for (const token of run.tokens) {
    const node = run.node(token.at);
    if (node.kind !== "inclusiveGateway") continue;
    const arrived = arrivals(run, token, node);
    if (!arrived) continue;
    split(run, run.merge(arrived), node);
    return true;
  }
  return false;
}

/**
 * The tokens a join consumes, one for each flow that has one; null while it must wait. BPMN 2.0, 13.4.3: it waits for a
 * token that can reach an empty incoming flow without passing the gateway, unless that token can as well reach a flow
 * that has a token already.
 */
function arrivals(run: Run, token: Token, node: NodeModel): Token[] | null {
  const arrived = new Map<string, Token>();
  const elsewhere: Token[] = [];
  for (const other of run.tokens) {
    if (other.scope !== token.scope) continue;
    if (other.at !== node.id) elsewhere.push(other);
    else if (!arrived.has(other.via ?? "")) arrived.set(other.via ?? "", other);
  }
  const empty = node.incoming.filter((flow) => !arrived.has(flow));
  const reach = reachability(run.model, node);
  const reaches = (other: Token, flows: Iterable<string>) => [...flows].some((flow) => reach.get(flow)?.has(other.at));
  const awaited = elsewhere.some((other) => reaches(other, empty) && !reaches(other, arrived.keys()));
  return awaited ? null : [...arrived.values()];
}

const cache = new WeakMap<ProcessModel, Map<string, Map<string, Set<string>>>>();

/** For each incoming flow of a join, the nodes from which it can be reached without passing the join. */
function reachability(model: ProcessModel, join: NodeModel): Map<string, Set<string>> {
  let joins = cache.get(model);
  if (!joins) {
    joins = new Map();
    cache.set(model, joins);
  }
  let reach = joins.get(join.id);
  if (!reach) {
    reach = new Map(join.incoming.map((flow) => [flow, before(model, flow, join.id)]));
    joins.set(join.id, reach);
  }
  return reach;
}

function before(model: ProcessModel, flow: string, join: string): Set<string> {
  const found = new Set<string>();
  const queue = [model.flows[flow]?.from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = model.nodes[id];
    if (!node || id === join || found.has(id)) continue;
    found.add(id);
    for (const incoming of node.incoming) queue.push(model.flows[incoming]?.from);
    if (node.attachedTo !== undefined) queue.push(node.attachedTo);
  }
  return found;
}
