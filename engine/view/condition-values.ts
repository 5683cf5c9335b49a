import type { Condition } from "../definition/meta/views.gen.ts";
import { evaluateFeel } from "../expression/index.ts";

/** Who asks a view, and when: what values of its conditions may be worked out from. */
export interface Asker {
  /** ISO instant: what today() answers by, in Beijing. */
  at: string;
  year: number;
  month: number;
  /** Id of his unit. */
  unit: number;
  /** Its division's code. */
  division: string;
  /** Id of his account. */
  account: number;
}

/** A declared value for one asker: a text that begins with = is FEEL; undefined when it cannot be worked out. */
export function declaredValue(value: unknown, asker: Asker): unknown {
  if (Array.isArray(value)) return value.map((one) => declaredValue(one, asker));
  if (typeof value !== "string" || !value.startsWith("=")) return value;
  const { at, ...known } = asker;
  const result = evaluateFeel(value, known, at);
  return result.ok ? result.value : undefined;
}

/** A declared condition for one asker: every value that is FEEL worked out. */
export function forAsker(condition: Condition, asker: Asker): Condition {
  const parts = (conditions: Condition[]) => conditions.map((part) => forAsker(part, asker));
  if (condition.all) return { all: parts(condition.all) };
  if (condition.any) return { any: parts(condition.any) };
  if (condition.not) return { not: forAsker(condition.not, asker) };
  return condition.value === undefined ? condition : { ...condition, value: declaredValue(condition.value, asker) };
}
