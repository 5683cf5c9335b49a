import { describe, ProcessError } from "../../../engine/process/index.ts";
import type { Scenario } from "./scenario.ts";

/** Numbers that go on without end, so that a run is determined by a short list. */
export type Picker = () => number;

/** Picks from a list over and over, a little higher each time round. */
export function picker(picks: readonly number[]): Picker {
  let at = 0;
  return () => {
    at += 1;
    return (picks[at % picks.length] ?? 0) + Math.floor(at / picks.length);
  };
}

/** After so many steps nothing is triggered any more but what the instance needs, and every loop is left. */
const CALM_AFTER = 60;

/** One of several by chance; once calm each in its turn, so that what ends the instance is not passed over for ever. */
function oneOf<Thing>(things: readonly Thing[], next: Picker, step: number): Thing | undefined {
  const at = next();
  return things[(step > CALM_AFTER ? Math.floor(step / things.length) : at) % Math.max(1, things.length)];
}

/** Does one thing that the instance waits for; false when it waits for nothing. */
export function stepOnce(scenario: Scenario, next: Picker, step: number): boolean {
  const { tasks, timers, messages } = scenario;
  const calm = step > CALM_AFTER;
  const due = oneOf(timers, next, step);
  if (due && (tasks.length === 0 || (!calm && next() % 4 === 0))) {
    scenario.fire(due[0]);
    return true;
  }
  const message = oneOf(messages, next, step);
  if (message !== undefined && (tasks.length === 0 || (!calm && next() % 6 === 0))) {
    scenario.publish(message);
    return true;
  }
  const { signals, conditions } = describe(scenario.model, scenario.state);
  const signal = oneOf(signals, next, step)?.signal;
  if (signal !== undefined && (tasks.length === 0 || (!calm && next() % 6 === 0))) {
    scenario.broadcast(signal);
    return true;
  }
  if (conditions.length > 0 && tasks.length === 0) {
    scenario.change({ c: calm ? 9 : next() % 10 });
    return true;
  }
  const nodeId = tasks[next() % Math.max(1, tasks.length)];
  if (nodeId === undefined) return false;
  scenario.complete(nodeId, { c: calm ? 9 : next() % 10 });
  return true;
}

/** Moves by hand unless the engine refuses because a join could not complete. */
export function tryMove(scenario: Scenario, next: Picker, targets: readonly string[]): boolean {
  const { tasks } = describe(scenario.model, scenario.state);
  const from = next() % 4 === 0 ? "all" : [tasks[next() % tasks.length]?.tokenId ?? ""];
  try {
    scenario.move(from, targets[next() % targets.length] ?? "");
    return true;
  } catch (error) {
    if (error instanceof ProcessError && /^(move-|step-limit|no-flow)/.test(error.code)) return false;
    throw error;
  }
}

/** Cancels one task and begins somewhere else, before or behind a node, unless the engine refuses it as ambiguous. */
export function tryModify(scenario: Scenario, next: Picker, targets: readonly string[]): boolean {
  const { tasks } = describe(scenario.model, scenario.state);
  const cancel = tasks[next() % Math.max(1, tasks.length)]?.tokenId;
  const target = targets[next() % targets.length] ?? "";
  const begin = next() % 2 === 0 ? { before: target } : { after: target };
  try {
    scenario.modify(begin, ...(cancel === undefined || next() % 3 === 0 ? [] : [{ cancel }]));
    return true;
  } catch (error) {
    if (error instanceof ProcessError && /^(move-|step-limit|no-flow)/.test(error.code)) return false;
    throw error;
  }
}
