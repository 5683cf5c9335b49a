import { type NodeModel, titleOf } from "../model.ts";
import { reachable } from "../reach.ts";
import { nodesOf } from "../scope.ts";
import { error, type Rule } from "./rule.ts";

/** Every node must be on some path from a start event. */
export const reachableNode: Rule = (model) =>
  Object.keys(model.scopes).flatMap((scope) => {
    const nodes = nodesOf(model, scope);
    const starts = nodes.filter((node) => node.type === "StartEvent" || appears(node)).map((node) => node.id);
    const found = reachable(model, [...starts, ...(model.scopes[scope]?.starts ?? [])]);
    return nodes
      .filter((node) => !found.has(node.id) && node.kind !== "unsupported")
      .map((node) =>
        error("reachable-node", node.id, `节点${titleOf(node)}永远不会到达，请从前面的节点连线过来或删除它`),
      );
  });

/** Nodes that tokens come to without a flow. */
function appears(node: NodeModel): boolean {
  return node.kind === "eventSubProcess" || node.forCompensation === true || node.instantiates !== undefined;
}
