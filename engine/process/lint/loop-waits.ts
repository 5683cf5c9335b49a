import { ELEMENTS } from "../elements/index.ts";
import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { targets } from "../reach.ts";
import { innerScope } from "../scope.ts";
import { error, type Rule } from "./rule.ts";

/** A loop must hold a node where tokens rest, else it runs without end within one step. */
export const loopWaits: Rule = (model) => {
  const restless = Object.values(model.nodes).filter((node) => !rests(model, node));
  const ids = new Set(restless.map((node) => node.id));
  return restless
    .filter((node) => comesBack(model, node, ids))
    .map((node) =>
      error(
        "loop-waits",
        node.id,
        `节点${titleOf(node)}处在不停顿的循环中，请在循环里加入用户任务、定时或其他等待的节点`,
      ),
    );
};

/** Whether a token rests at a node, or within the sub-process that it is. */
export function rests(model: ProcessModel, node: NodeModel, within: readonly string[] = []): boolean {
  if (node.job !== undefined) return true;
  const inner = innerScope(node);
  // A process that calls itself goes deeper each time, which the bound on moves ends.
  if (model.scopes[inner]) return within.includes(inner) || !passesUnheld(model, inner, [...within, inner]);
  return ELEMENTS.get(node.kind)?.waits ?? true;
}

/** Whether a token can go through a sub-process without resting in it. */
function passesUnheld(model: ProcessModel, scope: string, within: readonly string[]): boolean {
  const found = new Set<string>();
  const queue = [...(model.scopes[scope]?.starts ?? [])];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = model.nodes[id];
    if (!node || found.has(id) || rests(model, node, within)) continue;
    found.add(id);
    if (node.outgoing.length === 0) return true;
    queue.push(...targets(model, node));
  }
  return false;
}

function comesBack(model: ProcessModel, node: NodeModel, restless: ReadonlySet<string>): boolean {
  const found = new Set<string>();
  const queue = targets(model, node);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === node.id) return true;
    if (found.has(id) || !restless.has(id)) continue;
    found.add(id);
    const next = model.nodes[id];
    if (next) queue.push(...targets(model, next));
  }
  return false;
}
