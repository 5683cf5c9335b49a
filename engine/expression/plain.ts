import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from "feelin";

/** Turns a FEEL value into JSON: dates, times and durations become ISO text; undefined when it is no data at all. */
export function toPlain(value: unknown): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => toPlain(item) ?? null);
  if (
    value instanceof FeelDate ||
    value instanceof FeelDateTime ||
    value instanceof FeelTime ||
    value instanceof FeelDuration
  ) {
    return value.toString();
  }
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toPlain(entry) ?? null]));
}

/** Counts the list elements in a JSON value, however deep, stopping once past `limit`. */
export function countElements(value: unknown, limit: number): number {
  if (value === null || typeof value !== "object") return 0;
  const items = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? value.length : 0;
  for (const item of items) {
    if (count > limit) return count;
    count += countElements(item, limit);
  }
  return count;
}
