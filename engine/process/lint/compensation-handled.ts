import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { innerScope, nodesOf } from "../scope.ts";
import { eventsOf, throws } from "./events.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Compensation has handlers, which stand beside the flow, and throws it only where there is something to undo. */
export const compensationHandled: Rule = (model) =>
  nodesIn(model).flatMap((node) => [...boundary(model, node), ...handler(model, node), ...thrown(model, node)]);

function boundary(model: ProcessModel, node: NodeModel) {
  if (node.kind !== "compensationBoundaryEvent") return [];
  const refuse = (message: string) => [
    error("compensation-handled", node.id, `补偿边界事件${titleOf(node)}${message}`),
  ];
  if (node.outgoing.length > 0) return refuse("不能有连线引出，请用关联线连到补偿任务");
  if (model.nodes[node.attachedTo ?? ""]?.handler === undefined) return refuse("没有用关联线连到补偿任务，请连上");
  return [];
}

function handler(model: ProcessModel, node: NodeModel) {
  if (!node.forCompensation) return [];
  const refuse = (message: string) => [error("compensation-handled", node.id, `补偿任务${titleOf(node)}${message}`)];
  if (node.incoming.length + node.outgoing.length > 0) return refuse("不能有连线，请只用关联线连到补偿边界事件");
  const used = nodesIn(model).some((other) => other.handler === node.id);
  return used ? [] : refuse("没有连到任何补偿边界事件，永远不会执行，请连上或删除");
}

function thrown(model: ProcessModel, node: NodeModel) {
  if (!throws(node)) return [];
  return eventsOf(node).flatMap(({ compensation }) => {
    if (!compensation) return [];
    const refuse = (message: string) => [error("compensation-handled", node.id, `补偿事件${titleOf(node)}${message}`)];
    if (compensation.activity === undefined) {
      return canUndo(model, undoneScope(model, node.scope)) ? [] : refuse("所在的流程没有可补偿的活动，请补上补偿任务");
    }
    const activity = model.nodes[compensation.activity];
    if (!activity) return refuse(`要补偿的活动“${compensation.activity}”不存在，请重新选择`);
    if (activity.scope !== node.scope && activity.scope !== undoneScope(model, node.scope)) {
      return refuse(`不能补偿别的流程或子流程里的活动${titleOf(activity)}，请移到同一层，或改为补偿那个子流程`);
    }
    return activity.handler !== undefined || canUndo(model, innerScope(activity))
      ? []
      : refuse(`要补偿的活动${titleOf(activity)}没有补偿任务，请补上`);
  });
}

/** From within an event sub-process it is the scope around that gets undone. */
function undoneScope(model: ProcessModel, scope: string): string {
  const host = model.nodes[scope];
  return host?.kind === "eventSubProcess" ? undoneScope(model, host.scope) : scope;
}

/** Whether anything in a scope, in one within it, or in a process called there can be undone. */
function canUndo(model: ProcessModel, scope: string, seen = new Set<string>()): boolean {
  if (seen.has(scope)) return false;
  seen.add(scope);
  return nodesOf(model, scope).some(
    (node) =>
      node.handler !== undefined || node.kind === "compensationStartEvent" || canUndo(model, innerScope(node), seen),
  );
}
