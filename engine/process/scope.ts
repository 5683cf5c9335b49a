import { ProcessError } from "./error.ts";
import type { NodeModel, ProcessModel } from "./model.ts";

/** The nodes directly in a process or sub-process. */
export function nodesOf(model: ProcessModel, scope: string): NodeModel[] {
  return (model.scopes[scope]?.nodes ?? []).flatMap((id) => model.nodes[id] ?? []);
}

/** The none start event of a process or sub-process; without one, its only start event. */
export function startEventOf(model: ProcessModel, scope: string): string {
  const starts = nodesOf(model, scope).filter((node) => node.type === "StartEvent");
  const start = starts.find((node) => node.kind === "startEvent") ?? (starts.length === 1 ? starts[0] : undefined);
  if (start) return start.id;
  throw new ProcessError("no-start-event", `流程“${scope}”没有唯一的开始事件，请画出一个开始事件`, scope);
}

/** Sub-processes around a node from the outermost inwards; empty for a node of the process itself. */
export function scopePath(model: ProcessModel, nodeId: string): string[] {
  const path: string[] = [];
  for (let scope = model.nodes[nodeId]?.scope; scope !== undefined; scope = model.scopes[scope]?.parent) {
    if (model.scopes[scope]?.parent !== undefined) path.unshift(scope);
  }
  return path;
}
