import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { reachable, targets } from "../reach.ts";
import { nodesOf } from "../scope.ts";
import { nodesIn, type Rule, warning } from "./rule.ts";

/** Branches that run side by side meet at a gateway that waits for them, else what follows is done once for each. */
export const mergeSynchronized: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.incoming.length > 1 && !WAITS_FOR_ALL.has(node.kind) && node.outgoing.length > 0)
    .flatMap((node) => {
      const split = splitsBefore(model, node).find((candidate) => meetsUnjoined(model, candidate, node));
      if (!split) return [];
      const message = `${titleOf(split)}之后并行的分支在节点${titleOf(node)}直接汇合，它和后面的节点会办理多次，请用并行网关汇合`;
      return [warning("merge-synchronized", node.id, message)];
    });

const WAITS_FOR_ALL = new Set(["parallelGateway", "inclusiveGateway", "complexGateway"]);

function splitsBefore(model: ProcessModel, node: NodeModel): NodeModel[] {
  return nodesOf(model, node.scope).filter((other) => other.kind === "parallelGateway" && other.outgoing.length > 1);
}

/** Whether one branch of the split comes in by a flow that another does not, and the other way round. */
function meetsUnjoined(model: ProcessModel, split: NodeModel, node: NodeModel): boolean {
  const branches = split.outgoing.map((flow) => {
    const found = reachable(model, [model.flows[flow]?.to ?? ""], node.id);
    return new Set(node.incoming.filter((id) => id === flow || found.has(model.flows[id]?.from ?? "")));
  });
  const only = (a: Set<string>, b: Set<string>) => [...a].some((flow) => !b.has(flow));
  // A split that lies behind the node sends its tokens round, which is a loop and no branch.
  if (reachable(model, targets(model, node)).has(split.id) && branches.every((each) => each.size > 0)) return false;
  return branches.some((a, i) => branches.some((b, j) => i < j && only(a, b) && only(b, a)));
}
