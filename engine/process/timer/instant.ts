const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads an ISO 8601 date or date-time into an instant (ISO text, UTC); null when it is none. Without a zone it is
 * meant in China's; a bare date is its first moment, or its last second with `endOfDay`.
 */
export function parseInstant(text: string, endOfDay = false): string | null {
  const value = text.trim();
  let full = value;
  if (DATE.test(value)) full = `${value}T${endOfDay ? "23:59:59" : "00:00:00"}+08:00`;
  else if (!DATE_TIME.test(value)) return null;
  else if (!/(Z|[+-]\d{2}:?\d{2})$/.test(value)) full = `${value}+08:00`;
  const time = Date.parse(full);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
