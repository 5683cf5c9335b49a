import type { NodeModel, ProcessModel } from "./model.ts";
import type { Run } from "./run.ts";
import type { Token } from "./state.ts";

/**
 * The tokens that rest at a join beside a given one, one for each incoming flow that has any. A token put there by hand
 * came by no flow; it stands for one that has none.
 */
export function arrivedAt(run: Run, token: Token, node: NodeModel): Map<string, Token> {
  const arrived = new Map<string, Token>();
  const placed: Token[] = [];
  for (const other of run.tokens) {
    if (other.at !== node.id || other.scope !== token.scope || other.reset || run.isUnderWay(other)) continue;
    if (other.via === undefined || !node.incoming.includes(other.via)) placed.push(other);
    else if (!arrived.has(other.via)) arrived.set(other.via, other);
  }
  for (const other of placed) {
    const empty = node.incoming.find((flow) => !arrived.has(flow));
    if (empty !== undefined) arrived.set(empty, other);
  }
  return arrived;
}

/**
 * Whether a join that tokens came to by some of its flows must wait for more. BPMN 2.0, 13.4.3: it waits for a token
 * that can reach an empty incoming flow without passing the gateway, unless that token can as well reach a flow that has
 * a token already.
 */
export function isAwaited(run: Run, token: Token, node: NodeModel, arrived: ReadonlySet<string>): boolean {
  const reach = reachability(run.model, node);
  const empty = node.incoming.filter((flow) => !arrived.has(flow));
  const reaches = (other: Token, flows: Iterable<string>) => [...flows].some((flow) => reach.get(flow)?.has(other.at));
  return run.tokens.some(
    (other) =>
      other.scope === token.scope &&
      other.at !== node.id &&
      other.undoes === undefined &&
      reaches(other, empty) &&
      !reaches(other, arrived),
  );
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
    const links = linksIn(model, join.scope);
    reach = new Map(join.incoming.map((flow) => [flow, before(model, links, flow, join.id)]));
    joins.set(join.id, reach);
  }
  return reach;
}

/** The throwing links of a scope by the catching link they lead to. */
function linksIn(model: ProcessModel, scope: string): Map<string, string[]> {
  const links = new Map<string, string[]>();
  for (const id of model.scopes[scope]?.nodes ?? []) {
    const target = model.nodes[id]?.linkTo;
    if (target !== undefined) links.set(target, [...(links.get(target) ?? []), id]);
  }
  return links;
}

function before(model: ProcessModel, links: Map<string, string[]>, flow: string, join: string): Set<string> {
  const found = new Set<string>();
  const queue = [model.flows[flow]?.from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = model.nodes[id];
    if (!node || id === join || found.has(id)) continue;
    found.add(id);
    for (const incoming of node.incoming) queue.push(model.flows[incoming]?.from);
    if (node.attachedTo !== undefined) queue.push(node.attachedTo);
    queue.push(...(links.get(id) ?? []));
  }
  return found;
}
