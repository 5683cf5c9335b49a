import { BESIDE, HOST } from "./fork.ts";
import type { NodeModel, ProcessModel } from "./model.ts";
import { reachable } from "./reach.ts";

const cache = new WeakMap<ProcessModel, Map<string, ReadonlySet<string>>>();

/**
 * The nodes that belong to one branch of a split alone: reachable by it and by none of its sisters, without passing the
 * split again. What lies behind the join is reachable by all branches and so belongs to none.
 */
export function branchOf(model: ProcessModel, split: string, flow: string): ReadonlySet<string> {
  let branches = cache.get(model);
  if (!branches) {
    branches = new Map();
    cache.set(model, branches);
  }
  const key = `${split} ${flow}`;
  let nodes = branches.get(key);
  if (!nodes) {
    nodes = workOut(model, split, flow);
    branches.set(key, nodes);
  }
  return nodes;
}

function workOut(model: ProcessModel, split: string, flow: string): ReadonlySet<string> {
  const node = model.nodes[split] as NodeModel;
  const entry = (id: string) => model.flows[id]?.to ?? "";
  const beside = node.outgoing.map(entry);
  const host = [node.attachedTo ?? ""];
  if (flow === HOST) return subtract(reachable(model, host, split), reachable(model, beside, split));
  if (flow === BESIDE) return subtract(reachable(model, beside, split), reachable(model, host, split));
  const others = node.outgoing.filter((id) => id !== flow).map(entry);
  return subtract(reachable(model, [entry(flow)], split), reachable(model, others, split));
}

function subtract(from: ReadonlySet<string>, what: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...from].filter((id) => !what.has(id)));
}

/** The branches of parallel gateways that a node lies in, whose join would wait for sisters that never come. */
export function splitsAround(model: ProcessModel, node: NodeModel): { split: string; flow: string }[] {
  const gateways = (model.scopes[node.scope]?.nodes ?? []).flatMap((id) => {
    const candidate = model.nodes[id];
    return candidate?.kind === "parallelGateway" && candidate.outgoing.length > 1 ? [candidate] : [];
  });
  return gateways.flatMap((split) =>
    split.outgoing
      .filter((flow) => {
        const inside = branchOf(model, split.id, flow);
        return inside.has(node.id) && leadsToJoin(model, inside, inside);
      })
      .map((flow) => ({ split: split.id, flow })),
  );
}

/** Whether what starts at these nodes of a branch runs into a parallel join that its sisters run into as well. */
function leadsToJoin(model: ProcessModel, inside: ReadonlySet<string>, from: Iterable<string>): boolean {
  return [...from].some((id) =>
    (model.nodes[id]?.outgoing ?? []).some((outgoing) => {
      const next = model.nodes[model.flows[outgoing]?.to ?? ""];
      return next?.kind === "parallelGateway" && next.incoming.length > 1 && !inside.has(next.id);
    }),
  );
}

/** Whether a token at a node of a branch can come to the join that the branch's sisters wait at. */
export function reachesJoin(model: ProcessModel, split: string, flow: string, node: NodeModel): boolean {
  const inside = branchOf(model, split, flow);
  const ahead = [...reachable(model, [node.id], split)].filter((id) => inside.has(id));
  return leadsToJoin(model, inside, ahead);
}
