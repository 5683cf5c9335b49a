import { type NodeModel, titleOf } from "../model.ts";
import { nodesOf } from "../scope.ts";
import { error, type Rule } from "./rule.ts";

/** Each throwing link leads to one catching link of its name in the same process or sub-process, and the other way round. */
export const linkPaired: Rule = (model) =>
  Object.keys(model.scopes).flatMap((scope) => {
    const links = nodesOf(model, scope).filter((node) => node.link !== undefined);
    const thrown = links.filter((node) => node.type === "IntermediateThrowEvent");
    const caught = links.filter((node) => node.type === "IntermediateCatchEvent");
    return [
      ...thrown.flatMap((node) => {
        const targets = caught.filter((other) => other.link === node.link);
        if (targets.length === 1) return [];
        const what = targets.length === 0 ? "没有对应的捕获链接事件" : "有几个同名的捕获链接事件";
        return [refuse(node, `${what}，请只画一个同名的捕获事件`)];
      }),
      ...caught
        .filter((node) => !thrown.some((other) => other.link === node.link))
        .map((node) => refuse(node, "没有同名的抛出链接事件，永远不会到达，请补上或删除它")),
    ];
  });

function refuse(node: NodeModel, message: string) {
  return error("link-paired", node.id, `链接事件${titleOf(node)}（链接“${node.link}”）${message}`);
}
