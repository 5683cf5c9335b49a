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

/** One thing once the path is calm: a task, or what is waited for in its turn, lest an event that repeats starve the rest. */
function calmStep(scenario: Scenario, next: Picker, step: number): boolean {
  const { tasks, timers, messages, model, state } = scenario;
  const nodeId = tasks[next() % Math.max(1, tasks.length)];
  if (nodeId !== undefined) {
    scenario.complete(nodeId, { c: 9 });
    return true;
  }
  const { signals, conditions } = describe(model, state);
  const waits = [
    ...timers.map(
      ([due]) =>
        () =>
          scenario.fire(due),
    ),
    ...messages.map((message) => () => scenario.publish(message)),
    ...signals.map(
      ({ signal }) =>
        () =>
          scenario.broadcast(signal),
    ),
    ...(conditions.length > 0 ? [() => scenario.change({ c: 9 })] : []),
  ];
  waits[Math.floor(step / waits.length) % waits.length]?.();
  return waits.length > 0;
}

/** Does one thing that the instance waits for; false when it waits for nothing. */
export function stepOnce(scenario: Scenario, next: Picker, step: number): boolean {
  if (step > CALM_AFTER) return calmStep(scenario, next, step);
  const { tasks, timers, messages } = scenario;
  const due = timers[next() % Math.max(1, timers.length)];
  if (due && (tasks.length === 0 || next() % 4 === 0)) {
    scenario.fire(due[0]);
    return true;
  }
  const message = messages[next() % Math.max(1, messages.length)];
  if (message !== undefined && (tasks.length === 0 || next() % 6 === 0)) {
    scenario.publish(message);
    return true;
  }
  const { signals, conditions } = describe(scenario.model, scenario.state);
  const signal = signals[next() % Math.max(1, signals.length)]?.signal;
  if (signal !== undefined && (tasks.length === 0 || next() % 6 === 0)) {
    scenario.broadcast(signal);
    return true;
  }
  if (conditions.length > 0 && tasks.length === 0) {
    scenario.change({ c: next() % 10 });
    return true;
  }
  const nodeId = tasks[next() % Math.max(1, tasks.length)];
  if (nodeId === undefined) return false;
  scenario.complete(nodeId, { c: next() % 10 });
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
