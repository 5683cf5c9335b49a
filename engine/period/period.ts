/** How often something is reported. */
export type PeriodKind = "month" | "quarter" | "year" | "once";

/** One reporting period; `month` and `quarter` are null where the kind has none. */
export interface Period {
  kind: PeriodKind;
  /** `2026-03`, `2026-Q1`, `2026` or `2026-once`: unique and, within a kind, sorted by time. */
  key: string;
  year: number;
  quarter: 1 | 2 | 3 | 4 | null;
  month: number | null;
  /** Chinese, for people. */
  title: string;
}

const KEY = /^([12]\d{3})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|(once)))?$/;

/** Reads a period key; null when the text is none. */
export function parsePeriod(key: string): Period | null {
  const match = KEY.exec(key);
  if (!match) return null;
  const year = Number(match[1]);
  if (match[2]) {
    const month = Number(match[2]);
    const quarter = Math.ceil(month / 3) as 1 | 2 | 3 | 4;
    return { kind: "month", key, year, quarter, month, title: `${year}年${month}月` };
  }
  if (match[3]) {
    const quarter = Number(match[3]) as 1 | 2 | 3 | 4;
    return { kind: "quarter", key, year, quarter, month: null, title: `${year}年第${"一二三四"[quarter - 1]}季度` };
  }
  if (match[4]) return { kind: "once", key, year, quarter: null, month: null, title: `${year}年（一次）` };
  return { kind: "year", key, year, quarter: null, month: null, title: `${year}年` };
}

/** Every period of a kind in a year, earliest first. */
export function periodsOfYear(kind: PeriodKind, year: number): Period[] {
  const parts: Record<PeriodKind, string[]> = {
    month: Array.from({ length: 12 }, (_, index) => `-${String(index + 1).padStart(2, "0")}`),
    quarter: ["-Q1", "-Q2", "-Q3", "-Q4"],
    year: [""],
    once: ["-once"],
  };
  return parts[kind].flatMap((part) => parsePeriod(`${year}${part}`) ?? []);
}

/** The last month of a period, 1 to 12; a year and a single report end in December. */
export function lastMonth(period: Period): number {
  return period.month ?? (period.quarter === null ? 12 : period.quarter * 3);
}
