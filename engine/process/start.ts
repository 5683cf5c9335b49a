import type { Effect } from "./effect.ts";
import { ProcessError } from "./error.ts";
import type { ProcessModel } from "./model.ts";
import { Run } from "./run.ts";
import { nodesOf, startEventOf } from "./scope.ts";
import type { State, Variables } from "./state.ts";
import { reportStuck } from "./stuck.ts";
import { schedule } from "./timer/schedule.ts";

/** The state after a call, and what the caller must do in the same transaction. */
export type Step = { state: State; effects: Effect[] };

/** Starts an instance at its none start event, or at the start event named by `nodeId`. */
export function start(model: ProcessModel, variables: Variables, at: string, nodeId?: string): Step {
  const startId = nodeId ?? startEventOf(model, model.id);
  if (model.nodes[startId]?.type !== "StartEvent" || model.nodes[startId]?.scope !== model.id) {
    throw new ProcessError("no-start-event", `“${startId}”不是流程的开始事件，请核对流程版本`, startId);
  }
  const empty: State = {
    version: 1,
    seq: 0,
    status: "active",
    variables: {},
    tokens: [],
    timers: [],
    subscriptions: [],
  };
  const run = new Run(model, empty, at);
  run.assign(variables);
  run.arrive(run.spawn(startId, {}));
  run.settle();
  reportStuck(run);
  return { state: run.finish(), effects: run.effects };
}

/** When and why the outside may start instances: the caller keeps timers and subscriptions for these events. */
export type StartTrigger =
  | { nodeId: string; kind: "none" }
  | { nodeId: string; kind: "timer"; dueAt: string | null; every?: string; left?: number }
  | { nodeId: string; kind: "message"; message: string };

/** The start events of a process; timers are counted from `at`, null when their text is no time. */
export function startTriggers(model: ProcessModel, at: string): StartTrigger[] {
  return nodesOf(model, model.id).flatMap((node): StartTrigger[] => {
    if (node.kind === "startEvent") return [{ nodeId: node.id, kind: "none" }];
    if (node.kind === "messageStartEvent" && node.message) {
      return [{ nodeId: node.id, kind: "message", message: node.message.name }];
    }
    if (node.kind !== "timerStartEvent" || !node.timer) return [];
    const planned = schedule(node.timer.kind, node.timer.value, at);
    if (!planned) return [{ nodeId: node.id, kind: "timer", dueAt: null }];
    const { due, ...repeat } = planned;
    return [{ nodeId: node.id, kind: "timer", dueAt: due, ...repeat }];
  });
}
