import type { TimerModel } from "../model.ts";
import { parseCycle } from "./cycle.ts";
import { addDuration, isZero, parseDuration } from "./duration.ts";
import { parseInstant } from "./instant.ts";

/** When a timer fires first, and how it repeats (`left` firings after the first one, -1 without end). */
export type Schedule = { due: string; every?: string; left?: number };

/** Works out a timer's first due instant from `at`; null when the text is no such timer or repeats without a pause. */
export function schedule(kind: TimerModel["kind"], value: string, at: string): Schedule | null {
  if (kind === "date") {
    const due = parseInstant(value);
    return due === null ? null : { due };
  }
  if (kind === "duration") {
    const duration = parseDuration(value);
    return duration === null ? null : { due: addDuration(at, duration) };
  }
  const cycle = parseCycle(value);
  if (!cycle || isZero(cycle.every) || cycle.times === 0) return null;
  return {
    due: cycle.start ?? addDuration(at, cycle.every),
    every: cycle.text,
    left: cycle.times < 0 ? -1 : cycle.times - 1,
  };
}

/** The next firing of a repeating timer, counted from its last due instant so that delays do not add up. */
export function next(due: string, every: string, left: number): Schedule | null {
  const duration = parseDuration(every);
  if (!duration || left === 0) return null;
  return { due: addDuration(due, duration), every, left: left < 0 ? -1 : left - 1 };
}

/** A due date of a task: a date (until its last second), an instant, or a duration from `at`. */
export function dueInstant(value: string, at: string): string | null {
  const duration = parseDuration(value);
  return duration ? addDuration(at, duration) : parseInstant(value, true);
}
