import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A default flow is taken when nothing else is, so it has no condition and starts at its node. */
export const defaultHasNoCondition: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const flow = model.flows[node.defaultFlow ?? ""];
    if (!flow) return [];
    const title = flow.name || flow.id;
    if (flow.from !== node.id) {
      return [
        error("default-flow", node.id, `节点${titleOf(node)}的默认连线“${title}”不是从它引出的，请重新设置默认连线`),
      ];
    }
    if (flow.condition === undefined) return [];
    return [error("default-flow", node.id, `节点${titleOf(node)}的默认连线“${title}”不能再写条件，请删除条件`)];
  });
