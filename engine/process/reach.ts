import type { NodeModel, ProcessModel } from "./model.ts";

/** The nodes a token can go to next from a node, by flows and by boundary events. */
function successors(model: ProcessModel, node: NodeModel): string[] {
  return [...targets(model, node), ...node.boundary];
}

/** The nodes at the end of a node's outgoing flows, or of its throwing link. */
export function targets(model: ProcessModel, node: NodeModel): string[] {
  const next = node.outgoing.flatMap((flow) => model.flows[flow]?.to ?? []);
  return node.linkTo === undefined ? next : [...next, node.linkTo];
}

/** Everything that can be reached from some nodes, themselves included, without entering `stop`. */
export function reachable(model: ProcessModel, from: readonly string[], stop?: string): Set<string> {
  const found = new Set<string>();
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = model.nodes[id];
    if (!node || id === stop || found.has(id)) continue;
    found.add(id);
    queue.push(...successors(model, node));
  }
  return found;
}
