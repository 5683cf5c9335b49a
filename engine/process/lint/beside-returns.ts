import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { reachable, targets } from "../reach.ts";
import { error, nodesIn, type Rule, warning } from "./rule.ts";

/**
 * What a non-interrupting boundary event sets off runs beside its activity, so it must not lead back to it: each time
 * the event comes the activity would be opened once more, with an event of its own.
 */
export const besideReturns: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.attachedTo !== undefined && node.interrupting === false)
    .flatMap((node) => check(model, node));

function check(model: ProcessModel, event: NodeModel) {
  const host = model.nodes[event.attachedTo ?? ""];
  if (!host) return [];
  if (!reachable(model, targets(model, event)).has(host.id)) return [];
  const title = `${titleOf(event)}是不中断的边界事件，它引出的分支又回到了${titleOf(host)}`;
  if (returnsAlone(model, event, host)) {
    return [error("beside-returns", event.id, `${title}，每次触发都会多开一份，请改连到别处或改为中断`)];
  }
  return [warning("beside-returns", event.id, `${title}，之后的节点会办理多次，请核对连线`)];
}

/** Whether the branch comes back before it meets what lies behind the activity. */
function returnsAlone(model: ProcessModel, event: NodeModel, host: NodeModel): boolean {
  const behind = reachable(model, targets(model, host), host.id);
  const found = new Set<string>();
  const queue = targets(model, event);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === host.id) return true;
    const node = model.nodes[id];
    if (!node || found.has(id) || behind.has(id)) continue;
    found.add(id);
    queue.push(...targets(model, node));
  }
  return false;
}
