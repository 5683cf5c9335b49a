/** An ISO 8601 duration in its own parts; months have no fixed length. */
export type Duration = { months: number; days: number; milliseconds: number };

const PATTERN = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** Reads an ISO 8601 duration such as P1M, P3D or PT1H30M; null when it is none. */
export function parseDuration(text: string): Duration | null {
  const match = PATTERN.exec(text.trim());
  if (!match || /[PT]$/.test(text.trim())) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const duration = {
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    milliseconds: Math.round((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000),
  };
  return duration.months > 12_000 || duration.days > 400_000 || duration.milliseconds > 1e14 ? null : duration;
}

/** Whether a duration takes no time at all. */
export function isZero(duration: Duration): boolean {
  return duration.months === 0 && duration.days === 0 && duration.milliseconds === 0;
}

/** Adds a duration to an instant (ISO text, UTC); a month later than 31 January is the last day of February. */
export function addDuration(at: string, duration: Duration): string {
  const start = new Date(at);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth() + duration.months;
  const lastDay = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  const day = Math.min(start.getUTCDate(), lastDay);
  const timeOfDay = start.getTime() - Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate());
  const date = Date.UTC(Math.floor(month / 12), month % 12, day + duration.days);
  return new Date(date + timeOfDay + duration.milliseconds).toISOString();
}
