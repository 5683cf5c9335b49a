import type { StatisticsView } from "../definition/meta/views.gen.ts";
import { parsePeriod } from "../period/index.ts";
import type { FilterValue } from "./request.ts";

const two = (number: number) => String(number).padStart(2, "0");

/** The first and the last day of a period by its key; undefined for a key that is none. */
export function daysOf(key: string): { from: string; to: string } | undefined {
  const period = parsePeriod(key);
  if (!period) return undefined;
  const first = period.month ?? (period.quarter ? period.quarter * 3 - 2 : 1);
  const last = period.month ?? (period.quarter ? period.quarter * 3 : 12);
  const days = new Date(Date.UTC(period.year, last, 0)).getUTCDate();
  return { from: `${period.year}-${two(first)}-01`, to: `${period.year}-${two(last)}-${two(days)}` };
}

/** A dimension's value as a filter on its field: a period means its days; all other values mean themselves. */
export function periodFilter(view: Pick<StatisticsView, "dimensions">, name: string, value: FilterValue): FilterValue {
  const dimension = view.dimensions.find(({ key }) => key === name);
  if (!dimension?.by || typeof value !== "string") return value;
  return daysOf(value) ?? value;
}
