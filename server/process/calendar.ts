import { type CalendarExceptions, isWorkingDay } from "../../engine/assignment/index.ts";
import { sql, type Tx } from "../database/transaction.ts";

/** The days on which the city's calendar differs from the official one. */
export async function calendarExceptions(tx: Tx): Promise<CalendarExceptions> {
  const rows = await sql<{ day: string; working: boolean }>(tx, "select day::text, working from calendar_exception");
  return new Map(rows.map(({ day, working }) => [day, working]));
}

/** A day that differs from its weekday, or from the official calendar. */
export interface CalendarDay {
  day: string;
  working: boolean;
  /** Set by the city; otherwise by the official calendar. */
  own: boolean;
  note: string;
}

const DAY = 86_400_000;

/** The days of a year on which people work on a weekend, are free on a weekday, or that the city set itself. */
export async function calendarOf(tx: Tx, year: number): Promise<{ year: number; days: CalendarDay[] }> {
  const rows = await sql<Omit<CalendarDay, "own">>(
    tx,
    "select day::text, working, note from calendar_exception where extract(year from day) = $1",
    [year],
  );
  const own = new Map(rows.map((row) => [row.day, row]));
  const days: CalendarDay[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += DAY) {
    const date = new Date(at);
    const day = date.toISOString().slice(0, 10);
    const set = own.get(day);
    const weekday = date.getUTCDay() % 6 !== 0;
    const working = isWorkingDay(day);
    if (set) days.push({ ...set, own: true });
    else if (working !== weekday) days.push({ day, working, own: false, note: working ? "调休上班" : "法定节假日" });
  }
  return { year, days };
}
