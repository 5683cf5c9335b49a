import {
  evaluate,
  type FeelDate,
  type FeelDateTime,
  type FeelDuration,
  type FeelTime,
  parseDate,
  parseDateTime,
  parseTime,
} from "feelin";

/** FEEL's types that JSON only has as text. */
export type TemporalKind = "date" | "time" | "dateTime" | "duration";

/** A value that FEEL orders as a date, a time or a duration. */
export type Temporal = FeelDate | FeelDateTime | FeelTime | FeelDuration;

const SHAPES: Record<TemporalKind, RegExp> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/,
  dateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/,
  duration: /^-?P[\dYMDTHS.]{2,30}$/,
};

const PARSERS: Record<TemporalKind, (text: string) => unknown> = {
  date: parseDate,
  time: parseTime,
  dateTime: parseDateTime,
  duration: (text) => evaluate(`duration("${text}")`, {}).value,
};

/** Reads ISO 8601 text into the FEEL value that cells like `< date("2026-01-01")` compare with; null when it is none. */
export function parseTemporal(kind: TemporalKind, text: string): Temporal | null {
  if (!SHAPES[kind].test(text)) return null;
  return (PARSERS[kind](text) ?? null) as Temporal | null;
}
