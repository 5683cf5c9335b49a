import { type Duration, parseDuration } from "./duration.ts";
import { parseInstant } from "./instant.ts";

/** A repeating interval: `times` firings (-1 without end), the first one at `start` where given. */
export type Cycle = { times: number; start?: string; every: Duration; text: string };

/** Reads R3/PT1H, R/P1D or R3/2026-01-01T09:00:00+08:00/P1M; null when it is none. */
export function parseCycle(text: string): Cycle | null {
  const parts = text.trim().split("/");
  const head = /^R(\d{0,6})$/.exec(parts[0] ?? "");
  if (!head || parts.length < 2 || parts.length > 3) return null;
  const every = parseDuration(parts.at(-1) ?? "");
  const start = parts.length === 3 ? parseInstant(parts[1] ?? "") : undefined;
  if (!every || start === null) return null;
  const times = head[1] === "" ? -1 : Number(head[1]);
  return { times, every, text: parts.at(-1) ?? "", ...(start === undefined ? {} : { start }) };
}
