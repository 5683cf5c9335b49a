import { ProcessError } from "./error.ts";
import { isInstance } from "./loop.ts";
import { type EventModel, type NodeModel, titleOf } from "./model.ts";
import type { Run } from "./run.ts";
import type { Armed, Timer, Token } from "./state.ts";
import { next, schedule } from "./timer/schedule.ts";

/** The owner of what the process itself waits for. */
const PROCESS = "";

/** Arms whatever an event waits for, for a token or (none) for the process itself. */
export function armEvent(run: Run, token: Token | undefined, event: NodeModel): void {
  for (const definition of event.multiple ?? [event]) arm(run, token, event, definition);
}

function arm(run: Run, token: Token | undefined, event: NodeModel, definition: EventModel): void {
  if (definition.timer) armTimer(run, token, event, definition.timer);
  if (definition.message) subscribe(run, token, event, definition.message);
  if (definition.signal !== undefined) {
    const signal = String(run.resolve(definition.signal, event, token));
    const id = `s${run.nextNumber()}`;
    run.subscriptions.push({ id, node: event.id, token: token?.id ?? PROCESS, signal });
    run.effects.push({ type: "subscribe", subscriptionId: id, nodeId: event.id, signal });
  }
  if (definition.condition !== undefined) {
    const id = `s${run.nextNumber()}`;
    const { condition } = definition;
    run.subscriptions.push({ id, node: event.id, token: token?.id ?? PROCESS, condition });
    run.changed = true;
  }
}

function armTimer(run: Run, token: Token | undefined, event: NodeModel, model: EventModel["timer"]): void {
  if (!model) return;
  const value = run.resolve(model.value, event, token);
  const planned = typeof value === "string" ? schedule(model.kind, value, run.at) : null;
  if (!planned) {
    const message = `节点${titleOf(event)}的时间“${String(value)}”无法识别，请填写 ISO 8601 的日期、时长或循环`;
    throw new ProcessError("timer-invalid", message, event.id);
  }
  const timer: Timer = {
    id: `m${run.nextNumber()}`,
    node: event.id,
    token: token?.id ?? PROCESS,
    due: planned.due,
  };
  if (planned.every !== undefined && planned.left !== undefined && planned.left !== 0) {
    timer.every = planned.every;
    timer.left = planned.left;
  }
  addTimer(run, timer, model.kind);
}

/** Takes a timer that has fired away, armed again for its next firing where it repeats. */
export function rearmTimer(run: Run, timer: Timer): void {
  run.timers = run.timers.filter((other) => other !== timer);
  if (timer.every === undefined || timer.left === undefined) return;
  const planned = next(timer.due, timer.every, timer.left);
  if (!planned) return;
  const again: Timer = { id: `m${run.nextNumber()}`, node: timer.node, token: timer.token, due: planned.due };
  if (planned.left !== 0) Object.assign(again, { every: timer.every, left: planned.left });
  addTimer(run, again, "cycle");
}

function addTimer(run: Run, timer: Timer, kind: "date" | "duration" | "cycle"): void {
  run.timers.push(timer);
  run.effects.push({ type: "scheduleTimer", timerId: timer.id, nodeId: timer.node, dueAt: timer.due, kind });
}

/** Subscribes to the message of an event or receive task for the token that waits for it. */
function subscribe(run: Run, token: Token | undefined, event: NodeModel, model: EventModel["message"]): void {
  if (!model) return;
  const key = correlationKey(run, token, event, model);
  const id = `s${run.nextNumber()}`;
  const more = key === undefined ? {} : { key };
  run.subscriptions.push({ id, node: event.id, token: token?.id ?? PROCESS, message: model.name, ...more });
  run.effects.push({
    type: "subscribe",
    subscriptionId: id,
    nodeId: event.id,
    message: model.name,
    ...(key === undefined ? {} : { correlationKey: key }),
  });
}

/** The value of a message's correlation key now; undefined when the message has none. */
export function correlationKey(
  run: Run,
  token: Token | undefined,
  event: NodeModel,
  message: EventModel["message"],
): string | undefined {
  const source = message?.correlationKey;
  if (source === undefined) return undefined;
  const value = run.evaluate(source, event, token);
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new ProcessError("expression-failed", `节点${titleOf(event)}的消息关联值为空，请先给出“${source}”`, event.id);
}

/** Arms the boundary events of the activity a token rests at; of a multi-instance one they belong to the whole. */
export function armBoundary(run: Run, token: Token, node: NodeModel): void {
  if (node.boundary.length === 0 || isInstance(run, token)) return;
  for (const id of node.boundary) armEvent(run, token, run.node(id));
}

/** Takes away what was armed; `fired` was used up and needs no cancelling. */
function drop(run: Run, gone: (armed: Armed) => boolean, fired?: Armed): void {
  for (const timer of run.timers) {
    if (gone(timer) && timer.id !== fired?.id) {
      run.effects.push({ type: "cancelTimer", timerId: timer.id, nodeId: timer.node });
    }
  }
  for (const subscription of run.subscriptions) {
    if (gone(subscription) && subscription.condition === undefined) {
      run.effects.push({ type: "unsubscribe", subscriptionId: subscription.id, nodeId: subscription.node });
    }
  }
  run.timers = run.timers.filter((timer) => !gone(timer));
  run.subscriptions = run.subscriptions.filter((subscription) => !gone(subscription));
}

/** Takes away all timers and subscriptions of a token; `fired` was used up and needs no cancelling. */
export function disarm(run: Run, token: Token, fired?: Armed): void {
  if (run.timers.length + run.subscriptions.length === 0) return;
  drop(run, (armed) => armed.token === token.id, fired);
}

/** Takes one thing away that was armed. */
export function release(run: Run, armed: Armed): void {
  drop(run, (other) => other.id === armed.id, armed);
}

/** Takes away what the event sub-processes of a scope wait for. */
export function closeScope(run: Run, host: Token | undefined, fired?: Armed): void {
  if (run.timers.length + run.subscriptions.length === 0) return;
  const owner = host?.id ?? PROCESS;
  drop(run, (armed) => armed.token === owner && run.node(armed.node).type === "StartEvent", fired);
}

/** Takes away everything the instance waits for. */
export function disarmAll(run: Run): void {
  drop(run, () => true);
}

/** Stops what a token waits for and whatever runs inside it; the token itself stays. */
export function interrupt(run: Run, token: Token, fired?: Armed): void {
  disarm(run, token, fired);
  const nodeId = token.at;
  if (token.task !== undefined) {
    run.effects.push({ type: "closeTask", taskId: token.task, nodeId, reason: "cancelled" });
    delete token.task;
  }
  if (token.job !== undefined) {
    run.effects.push({ type: "cancelJob", jobId: token.job, nodeId });
    delete token.job;
  }
  for (const inner of run.inside(token)) cancelToken(run, inner);
  // One that nobody waits for undoes on its own account.
  const handlers = token.undo ? run.tokens.filter((other) => other.undoes === token.id && other !== token) : [];
  for (const handler of handlers) cancelToken(run, handler);
  if (run.done.length > 0) run.done = run.done.filter((done) => done.scope !== token.id);
  delete token.local;
  delete token.loop;
  delete token.undo;
  delete token.reset;
}

/** Takes a token away with everything it waits for, without flowing on. */
export function cancelToken(run: Run, token: Token): void {
  if (run.token(token.id) !== token) return;
  // One that was to begin without a flow and never got there leaves no trace.
  if (run.isUnderWay(token) && token.via === undefined) {
    run.remove(token);
    return;
  }
  interrupt(run, token);
  run.remove(token);
  run.effects.push({ type: "cancel", nodeId: token.at, tokenId: token.id });
}
