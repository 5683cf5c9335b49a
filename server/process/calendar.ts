import type { CalendarExceptions } from "../../engine/assignment/index.ts";
import { sql, type Tx } from "../database/transaction.ts";

/** The days on which the city's calendar differs from the official one. */
export async function calendarExceptions(tx: Tx): Promise<CalendarExceptions> {
  const rows = await sql<{ day: string; working: boolean }>(tx, "select day::text, working from calendar_exception");
  return new Map(rows.map(({ day, working }) => [day, working]));
}
