import type { StatisticsView } from "../definition/meta/views.gen.ts";
import { averageParts, measureOf } from "./statistics-query.ts";
import type { Bucket } from "./totals.ts";

/** Takes the binary noise off a sum of decimals, e.g. 0.1 + 0.2. */
const clean = (value: number): number => (Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : value);

const quotient = (above: number | null, below: number | null): number | null =>
  above === null || !below ? null : above / below;

/** A measure's value over one bucket: counts and sums of nothing are 0, everything else of nothing is null. */
export function measureValue(view: StatisticsView, key: string, bucket: Bucket | undefined): number | null {
  const measure = measureOf(view, key);
  if (measure.fn === "ratio") {
    const [above = "", below = ""] = measure.of ?? [];
    return quotient(measureValue(view, above, bucket), measureValue(view, below, bucket));
  }
  if (measure.fn === "avg") {
    const { sum, count } = averageParts(key);
    return quotient(bucket?.get(sum) ?? null, bucket?.get(count) ?? null);
  }
  const value = bucket?.get(key);
  if (value !== undefined && value !== null) return clean(value);
  return measure.fn === "count" || measure.fn === "sum" || (measure.fn === "countDistinct" && !bucket) ? 0 : null;
}
