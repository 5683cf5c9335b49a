import { ProcessError } from "./error.ts";
import { type NodeModel, titleOf } from "./model.ts";
import type { Run } from "./run.ts";
import type { Timer, Token } from "./state.ts";
import { next, schedule } from "./timer/schedule.ts";

/** Arms the timer of an event for the token that waits for it. */
export function armTimer(run: Run, token: Token, event: NodeModel): void {
  if (!event.timer) return;
  const value = run.resolve(event.timer.value, event);
  const planned = typeof value === "string" ? schedule(event.timer.kind, value, run.at) : null;
  if (!planned) {
    const message = `节点${titleOf(event)}的时间“${String(value)}”无法识别，请填写 ISO 8601 的日期、时长或循环`;
    throw new ProcessError("timer-invalid", message, event.id);
  }
  const timer: Timer = { id: `m${run.nextNumber()}`, node: event.id, token: token.id, due: planned.due };
  if (planned.every !== undefined && planned.left !== undefined && planned.left !== 0) {
    timer.every = planned.every;
    timer.left = planned.left;
  }
  addTimer(run, timer, event);
}

/** Arms a repeating timer for its next firing; a timer that is used up stays away. */
export function rearmTimer(run: Run, timer: Timer, event: NodeModel): void {
  if (timer.every === undefined || timer.left === undefined) return;
  const planned = next(timer.due, timer.every, timer.left);
  if (!planned) return;
  const again: Timer = { id: `m${run.nextNumber()}`, node: timer.node, token: timer.token, due: planned.due };
  if (planned.left !== 0) Object.assign(again, { every: timer.every, left: planned.left });
  addTimer(run, again, event);
}

function addTimer(run: Run, timer: Timer, event: NodeModel): void {
  run.timers.push(timer);
  const kind = event.timer?.kind ?? "duration";
  run.effects.push({ type: "scheduleTimer", timerId: timer.id, nodeId: event.id, dueAt: timer.due, kind });
}

/** Subscribes to the message of an event or receive task for the token that waits for it. */
export function subscribe(run: Run, token: Token, event: NodeModel): void {
  if (!event.message) return;
  const key = correlationKey(run, event);
  const id = `s${run.nextNumber()}`;
  const message = event.message.name;
  run.subscriptions.push({ id, node: event.id, token: token.id, message, ...(key === undefined ? {} : { key }) });
  run.effects.push({
    type: "subscribe",
    subscriptionId: id,
    nodeId: event.id,
    message,
    ...(key === undefined ? {} : { correlationKey: key }),
  });
}

/** The value of a message's correlation key now; undefined when the message has none. */
export function correlationKey(run: Run, event: NodeModel): string | undefined {
  const source = event.message?.correlationKey;
  if (source === undefined) return undefined;
  const value = run.evaluate(source, event);
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new ProcessError("expression-failed", `节点${titleOf(event)}的消息关联值为空，请先给出“${source}”`, event.id);
}

/** Arms the boundary events of the activity a token rests at. */
export function armBoundary(run: Run, token: Token, node: NodeModel): void {
  for (const id of node.boundary) armEvent(run, token, run.node(id));
}

/** Arms whatever an event waits for. */
export function armEvent(run: Run, token: Token, event: NodeModel): void {
  armTimer(run, token, event);
  subscribe(run, token, event);
}

/** Takes away all timers and subscriptions of a token; `fired` was used up and needs no cancelling. */
export function disarm(run: Run, token: Token, fired?: { id: string }): void {
  for (const timer of run.timers) {
    if (timer.token === token.id && timer.id !== fired?.id) {
      run.effects.push({ type: "cancelTimer", timerId: timer.id, nodeId: timer.node });
    }
  }
  for (const { id, node, token: owner } of run.subscriptions) {
    if (owner === token.id) run.effects.push({ type: "unsubscribe", subscriptionId: id, nodeId: node });
  }
  run.timers = run.timers.filter((timer) => timer.token !== token.id);
  run.subscriptions = run.subscriptions.filter((subscription) => subscription.token !== token.id);
}

/** Stops what a token waits for and whatever runs inside it; the token itself stays. */
export function interrupt(run: Run, token: Token, fired?: { id: string }): void {
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
  for (const inner of run.tokens.filter((other) => other.scope === token.id)) cancelToken(run, inner);
}

/** Takes a token away with everything it waits for, without flowing on. */
export function cancelToken(run: Run, token: Token): void {
  interrupt(run, token);
  run.tokens = run.tokens.filter((other) => other !== token);
  run.effects.push({ type: "cancel", nodeId: token.at, tokenId: token.id });
}
