import { type ProcessModel, titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A process does not call itself, directly or through others: each call would open it once more. */
export const callAcyclic: Rule = (model) =>
  nodesIn(model)
    .filter(({ call, scope }) => call?.scope !== undefined && calledFrom(model, call.scope).has(rootOf(model, scope)))
    .map((node) => {
      const message = `调用活动${titleOf(node)}使流程直接或间接地调用自己，会没有止境，请改用循环或去掉这个调用`;
      return error("call-acyclic", node.id, message);
    });

/** The processes that a process runs into by calls, itself included. */
function calledFrom(model: ProcessModel, process: string): Set<string> {
  const found = new Set<string>();
  const queue = [process];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const node of nodesIn(model)) {
      if (node.call?.scope !== undefined && rootOf(model, node.scope) === id) queue.push(node.call.scope);
    }
  }
  return found;
}

function rootOf(model: ProcessModel, scope: string): string {
  let root = scope;
  for (let up = model.scopes[root]?.parent; up !== undefined; up = model.scopes[root]?.parent) root = up;
  return root;
}
