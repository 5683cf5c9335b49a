import { lastMonth, type Period } from "./period.ts";

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The last second in Beijing of day `dueDay` of the month after the period (of its last day, where the month is
 * shorter), as an ISO text with offset. China has kept +08:00 all year since 1992.
 */
export function dueAt(period: Period, dueDay: number): string {
  const next = lastMonth(period) + 1;
  const year = next > 12 ? period.year + 1 : period.year;
  const month = next > 12 ? 1 : next;
  const day = Math.min(Math.max(1, Math.trunc(dueDay)), daysInMonth(year, month));
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T23:59:59+08:00`;
}
