import { titleOf } from "../model.ts";
import { reachable } from "../reach.ts";
import { nodesOf } from "../scope.ts";
import { error, type Rule } from "./rule.ts";

/** From every node an end must be in reach: an end event, or a node without outgoing flow. */
export const reachesEnd: Rule = (model) =>
  Object.keys(model.scopes).flatMap((scope) => {
    const nodes = nodesOf(model, scope).filter((node) => node.kind !== "unsupported");
    return nodes
      .filter((node) => {
        const next = [...reachable(model, [node.id])].flatMap((id) => model.nodes[id] ?? []);
        return !next.some((candidate) => candidate.outgoing.length === 0);
      })
      .map((node) => error("reaches-end", node.id, `从节点${titleOf(node)}出发走不到结束事件，请补上通向结束的连线`));
  });
