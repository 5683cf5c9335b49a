import { parseDate, parseDateTime } from "feelin";

/** China has one time zone and no summer time; dates without a zone are meant in it. */
const CHINA_OFFSET_MS = 8 * 3600 * 1000;

/** FEEL's now() and today() for the instant `at` (ISO text), in China's time. */
export function clockFunctions(at: string): Record<string, unknown> {
  const local = new Date(Date.parse(at) + CHINA_OFFSET_MS).toISOString().slice(0, 19);
  return {
    now: () => parseDateTime(`${local}+08:00`),
    today: () => parseDate(local.slice(0, 10)),
  };
}
