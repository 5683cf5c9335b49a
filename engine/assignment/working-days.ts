import calendar from "chinese-days";

/** Days on which the city's own calendar differs from the official one: date -> works. */
export type CalendarExceptions = ReadonlyMap<string, boolean>;

const DAY = 86_400_000;
const BEIJING = 8 * 3_600_000;

/** The official calendar's longest look ahead; a due date further away is a mistake of the model. */
const MOST_DAYS = 1000;

/** The date in China of an instant. */
export function chinaDate(at: string): string {
  return new Date(Date.parse(at) + BEIJING).toISOString().slice(0, 10);
}

/** Whether people work on a date (YYYY-MM-DD): the official calendar with 调休, unless an exception says otherwise. */
export function isWorkingDay(date: string, exceptions: CalendarExceptions = new Map()): boolean {
  return exceptions.get(date) ?? calendar.isWorkday(date);
}

const nextDay = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/** The last second, in China, of the n-th working day after an instant's day. */
export function afterWorkingDays(at: string, days: number, exceptions?: CalendarExceptions): string {
  let date = chinaDate(at);
  let left = Math.min(Math.max(0, Math.floor(days)), MOST_DAYS);
  while (left > 0 || !isWorkingDay(date, exceptions)) {
    date = nextDay(date);
    if (isWorkingDay(date, exceptions)) left -= 1;
    if (left < 0) break;
  }
  return new Date(`${date}T23:59:59+08:00`).toISOString();
}

function workingDaysUntil(from: string, to: string, exceptions?: CalendarExceptions): number {
  const last = chinaDate(to);
  let count = 0;
  for (let date = nextDay(chinaDate(from)); date <= last && count < MOST_DAYS; date = nextDay(date)) {
    if (isWorkingDay(date, exceptions)) count += 1;
  }
  return count;
}

/** A due date in working days after a pause: as many are left as when the pause began; what was late already stays so. */
export function afterPause(due: string, pause: { from: string; to: string }, exceptions?: CalendarExceptions): string {
  if (Date.parse(due) <= Date.parse(pause.from)) return due;
  return afterWorkingDays(pause.to, workingDaysUntil(pause.from, due, exceptions), exceptions);
}
