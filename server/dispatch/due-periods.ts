import { dueAt, type Period } from "../../engine/period/index.ts";
import type { Source } from "./source.ts";

/** A period with the instant its report is due. */
export interface DuePeriod extends Period {
  dueAt: string;
}

const DEFAULT_DUE_DAY = 5;

/** Day of the month after a period by which its report is due, as the manifest says. */
export const dueDayOf = (source: Source): number => source.settings.dueDay ?? DEFAULT_DUE_DAY;

/** Periods with their due instants. */
export function duePeriods(periods: readonly Period[], dueDay: number): DuePeriod[] {
  return periods.map((period) => ({ ...period, dueAt: dueAt(period, dueDay) }));
}
