import { type NodeModel, type ProcessModel, type ScopeModel, titleOf } from "../model.ts";
import { nodesOf } from "../scope.ts";
import { error, type Rule, warning } from "./rule.ts";

/** A process begins somewhere, with at most one plain start event; a sub-process with at most one, and a plain one. */
export const oneStart: Rule = (model) =>
  Object.values(model.scopes).flatMap((scope) => {
    const starts = nodesOf(model, scope.id).filter((node) => node.type === "StartEvent");
    const plain = starts.filter((node) => node.kind === "startEvent");
    const host = model.nodes[scope.id];
    if (host?.kind === "eventSubProcess") return oneTrigger(host, starts);
    const title = host ? `子流程${titleOf(host)}` : "流程";
    if (starts.length === 0 && begins(model, scope.id)) return [];
    if (starts.length === 0) return [withoutStart(scope, title)];
    if (plain.length > 1) {
      return [error("one-start", scope.id, `${title}有 ${plain.length} 个普通开始事件，请只保留一个`)];
    }
    if (host && (starts.length > 1 || plain.length === 0)) {
      return [error("one-start", scope.id, `${title}只能有一个普通开始事件，请删除其他开始事件`)];
    }
    return [];
  });

/**
 * BPMN lets tokens begin wherever no flow leads to. That is plain for a box of parallel activities, or where there is one
 * such node only; in a process several may as well be forgotten ones.
 */
function withoutStart({ id, parent, starts }: ScopeModel, title: string) {
  if (starts.length === 1 || (starts.length > 1 && parent !== undefined)) {
    return warning("one-start", id, `${title}没有开始事件，将从没有连线进入的节点开始，建议画出一个开始事件`);
  }
  return error("one-start", id, `${title}没有开始事件，请画出一个开始事件`);
}

/** An event sub-process begins with exactly one event that something sets off. */
function oneTrigger(host: NodeModel, starts: NodeModel[]) {
  if (starts.length === 1 && starts[0]?.kind !== "startEvent") return [];
  return [error("one-start", host.id, `事件子流程${titleOf(host)}必须恰好有一个由消息、定时等触发的开始事件，请修改`)];
}

/** A receive task or event-based gateway may begin a process as well. */
function begins(model: ProcessModel, scope: string): boolean {
  return nodesOf(model, scope).some((node) => node.instantiates !== undefined && node.incoming.length === 0);
}
