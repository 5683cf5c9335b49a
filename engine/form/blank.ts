/** Whether a value counts as not filled: nothing, an empty text or an empty list. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

const isEmptySection = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** The data without the properties that are blank or sections of nothing but blanks; list items keep their places. */
export function withoutBlanks(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutBlanks);
  if (typeof data !== "object" || data === null) return data;
  const filled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    const kept = isBlank(value) ? undefined : withoutBlanks(value);
    if (kept !== undefined && !isEmptySection(kept)) define(filled, name, kept);
  }
  return filled;
}

/** Sets an own property even for names like `__proto__`, which plain assignment would swallow. */
export function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
