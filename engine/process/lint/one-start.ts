import { titleOf } from "../model.ts";
import { nodesOf } from "../scope.ts";
import { error, type Rule } from "./rule.ts";

/** A process needs a start event, at most one of them plain; a sub-process exactly one, and a plain one. */
export const oneStart: Rule = (model) =>
  Object.values(model.scopes).flatMap((scope) => {
    const starts = nodesOf(model, scope.id).filter((node) => node.type === "StartEvent");
    const plain = starts.filter((node) => node.kind === "startEvent");
    const host = model.nodes[scope.id];
    const title = host ? `子流程${titleOf(host)}` : "流程";
    if (starts.length === 0) return [error("one-start", scope.id, `${title}没有开始事件，请画出一个开始事件`)];
    if (plain.length > 1) {
      return [error("one-start", scope.id, `${title}有 ${plain.length} 个普通开始事件，请只保留一个`)];
    }
    if (host && (starts.length > 1 || plain.length === 0)) {
      return [error("one-start", scope.id, `${title}只能有一个普通开始事件，请删除其他开始事件`)];
    }
    return [];
  });
