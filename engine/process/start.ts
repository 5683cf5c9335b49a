import type { Effect } from "./effect.ts";
import { behaviourOf } from "./elements/index.ts";
import { ProcessError } from "./error.ts";
import type { EventModel, NodeModel, ProcessModel } from "./model.ts";
import { Run } from "./run.ts";
import { armScope, nodesOf, openScope } from "./scope.ts";
import type { State, Variables } from "./state.ts";
import { reportStuck } from "./stuck.ts";
import { schedule } from "./timer/schedule.ts";

/** The state after a call, and what the caller must do in the same transaction. */
export type Step = { state: State; effects: Effect[] };

/** Starts an instance where its process begins, or at the event named by `nodeId` that has come (`startTriggers`). */
export function start(model: ProcessModel, variables: Variables, at: string, nodeId?: string): Step {
  const empty: State = {
    version: 2,
    seq: 0,
    status: "active",
    variables: {},
    tokens: [],
    timers: [],
    subscriptions: [],
  };
  const run = new Run(model, empty, at);
  run.assign(variables);
  if (nodeId === undefined) openScope(run, undefined, model.id);
  else startAt(run, nodeId);
  run.settle();
  reportStuck(run);
  return { state: run.finish(), effects: run.effects };
}

function startAt(run: Run, nodeId: string): void {
  const node = run.model.nodes[nodeId];
  const gateway = node && gatewayBefore(run.model, node);
  if (!node || node.scope !== run.model.id || !(node.type === "StartEvent" || node.instantiates || gateway)) {
    throw new ProcessError("no-start-event", `“${nodeId}”不是流程的开始事件，请核对流程版本`, nodeId);
  }
  armScope(run, undefined, run.model.id);
  const token = run.spawn(node.id, {});
  if (node.type === "StartEvent") {
    run.arrive(token);
    return;
  }
  // The message or event that begins the instance has already come.
  run.effects.push({ type: "enter", nodeId: node.id, tokenId: token.id });
  behaviourOf(node).trigger?.(run, token, node, { id: "", node: node.id, token: token.id, due: "" });
  if (gateway?.instantiates !== "parallel") return;
  for (const flow of gateway.outgoing) {
    const other = run.flow(flow).to;
    if (other !== node.id) run.arrive(run.spawn(other, {}));
  }
}

/** The event-based gateway that lets an event begin the process. */
function gatewayBefore(model: ProcessModel, node: NodeModel): NodeModel | undefined {
  return node.incoming
    .map((flow) => model.nodes[model.flows[flow]?.from ?? ""])
    .find((from) => from?.kind === "eventBasedGateway" && from.instantiates !== undefined);
}

/** When and why the outside may start instances: the caller keeps timers and subscriptions for these events. */
export type StartTrigger =
  | { nodeId: string; kind: "none" }
  | { nodeId: string; kind: "timer"; dueAt: string | null; every?: string; left?: number }
  | { nodeId: string; kind: "message"; message: string }
  | { nodeId: string; kind: "signal"; signal: string }
  | { nodeId: string; kind: "condition"; condition: string };

/** The events by which a process begins; timers are counted from `at`, null when their text is no time. */
export function startTriggers(model: ProcessModel, at: string): StartTrigger[] {
  return nodesOf(model, model.id).flatMap((node): StartTrigger[] => {
    if (node.kind === "startEvent") return [{ nodeId: node.id, kind: "none" }];
    if (node.type === "StartEvent") return triggersOf(node, at);
    if (node.instantiates === undefined || node.incoming.length > 0) return [];
    if (node.kind === "receiveTask") return triggersOf(node, at);
    return node.outgoing.flatMap((flow) => {
      const event = model.nodes[model.flows[flow]?.to ?? ""];
      return event ? triggersOf(event, at) : [];
    });
  });
}

function triggersOf(node: NodeModel, at: string): StartTrigger[] {
  return (node.multiple ?? [node]).flatMap((event) => triggerOf(node.id, event, at));
}

function triggerOf(nodeId: string, event: EventModel, at: string): StartTrigger[] {
  if (event.message) return [{ nodeId, kind: "message", message: event.message.name }];
  if (event.signal !== undefined) return [{ nodeId, kind: "signal", signal: event.signal }];
  if (event.condition !== undefined) return [{ nodeId, kind: "condition", condition: event.condition }];
  if (!event.timer) return [];
  const planned = schedule(event.timer.kind, event.timer.value, at);
  if (!planned) return [{ nodeId, kind: "timer", dueAt: null }];
  const { due, ...repeat } = planned;
  return [{ nodeId, kind: "timer", dueAt: due, ...repeat }];
}
