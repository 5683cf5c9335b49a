import type { Condition } from "../definition/meta/views.gen.ts";
import { divisionRange } from "./division-range.ts";
import type { RowFacts } from "./subject.ts";

type Comparison = (actual: unknown, value: unknown) => boolean;

const isEmpty = (value: unknown): boolean => value === null || value === undefined;

/** Order of two values of one type, as PostgreSQL has it under collation "C"; undefined when they do not compare. */
function order(actual: unknown, value: unknown): number | undefined {
  if (typeof actual === "number" && typeof value === "number") return actual - value;
  if (typeof actual === "string" && typeof value === "string") return actual < value ? -1 : actual > value ? 1 : 0;
  if (typeof actual === "boolean" && typeof value === "boolean") return Number(actual) - Number(value);
  return undefined;
}

const compare =
  (holds: (order: number) => boolean): Comparison =>
  (actual, value) => {
    const found = order(actual, value);
    return found !== undefined && holds(found);
  };

const equal: Comparison = (actual, value) => !isEmpty(actual) && actual === value;

function contains(actual: unknown, value: unknown): boolean {
  if (Array.isArray(actual)) return actual.includes(value);
  return typeof actual === "string" && actual.toLowerCase().includes(String(value).toLowerCase());
}

function within(actual: unknown, value: unknown): boolean {
  if (typeof actual !== "string" || typeof value !== "string") return false;
  const { from, to } = divisionRange(value);
  return actual >= from && actual <= to;
}

function between(actual: unknown, value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const low = order(actual, value[0]);
  const high = order(actual, value[1]);
  return low !== undefined && high !== undefined && low >= 0 && high <= 0;
}

const comparisons: Record<NonNullable<Condition["op"]>, Comparison> = {
  eq: equal,
  ne: (actual, value) => !equal(actual, value),
  in: (actual, value) => Array.isArray(value) && value.some((one) => equal(actual, one)),
  lt: compare((found) => found < 0),
  lte: compare((found) => found <= 0),
  gt: compare((found) => found > 0),
  gte: compare((found) => found >= 0),
  between,
  contains,
  startsWith: (actual, value) => typeof actual === "string" && actual.startsWith(String(value)),
  isNull: (actual) => isEmpty(actual),
  notNull: (actual) => !isEmpty(actual),
  within,
};

/**
 * Whether a row meets a condition. Two-valued: a comparison with an empty value is false (`ne` is true), so that `not`
 * means the opposite; SQL made of the same condition has to say `is not true` and `is distinct from` for that.
 */
export function evaluateCondition(condition: Condition, row: RowFacts): boolean {
  if (condition.all) return condition.all.every((part) => evaluateCondition(part, row));
  if (condition.any) return condition.any.some((part) => evaluateCondition(part, row));
  if (condition.not) return !evaluateCondition(condition.not, row);
  const test = condition.op && comparisons[condition.op];
  if (!test || !condition.field) return false;
  return test(row[condition.field], condition.value);
}
