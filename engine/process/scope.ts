import { ProcessError } from "./error.ts";
import type { NodeModel, ProcessModel } from "./model.ts";
import type { Run } from "./run.ts";
import type { Token } from "./state.ts";
import { armEvent } from "./waits.ts";

/** The nodes directly in a process or sub-process. */
export function nodesOf(model: ProcessModel, scope: string): NodeModel[] {
  return (model.scopes[scope]?.nodes ?? []).flatMap((id) => model.nodes[id] ?? []);
}

/** Whether the start event of an event sub-process takes the scope's own work away; an error does, however it is drawn. */
export function takesOver(start: NodeModel): boolean {
  return start.interrupting !== false || start.kind === "errorStartEvent";
}

/** Where tokens begin in a process or sub-process. */
export function startsOf(model: ProcessModel, scope: string): readonly string[] {
  const found = model.scopes[scope];
  if (found && (found.starts.length > 0 || found.nodes.length === 0)) return found.starts;
  throw new ProcessError("no-start-event", `流程“${scope}”没有唯一的开始事件，请画出一个开始事件`, scope);
}

/** The scope that an activity holds: its own, or that of the process it calls. */
export function innerScope(node: NodeModel): string {
  return node.call ? (node.call.scope ?? "") : node.id;
}

/** Sub-processes around a node from the outermost inwards; empty for a node of a process itself. */
export function scopePath(model: ProcessModel, nodeId: string): string[] {
  const path: string[] = [];
  for (let scope = model.nodes[nodeId]?.scope; scope !== undefined; scope = model.scopes[scope]?.parent) {
    if (model.scopes[scope]?.parent !== undefined) path.unshift(scope);
  }
  return path;
}

/** Lets tokens begin inside a host (none: the process itself), whose event sub-processes wait from now on. */
export function openScope(run: Run, host: Token | undefined, scope: string): void {
  armScope(run, host, scope);
  for (const start of startsOf(run.model, scope)) run.arrive(run.spawn(start, host ? { scope: host.id } : {}));
}

/** Arms the event sub-processes of a scope. */
export function armScope(run: Run, host: Token | undefined, scope: string): void {
  for (const id of run.model.scopes[scope]?.events ?? []) {
    for (const start of run.model.scopes[id]?.starts ?? []) armEvent(run, host, run.node(start));
  }
}
