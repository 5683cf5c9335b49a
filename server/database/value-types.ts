import pg from "pg";

const { builtins, arrayParser } = pg.types as typeof pg.types & {
  arrayParser: { create<T>(text: string, parse: (text: string) => T): { parse(): T[] } };
};

/** Type numbers of the array types that pg has no names for. */
const arrays = { int8: 1016, numeric: 1231, date: 1182, timestamp: 1115, timestamptz: 1185 };

const asText = (text: string): string => text;

/** Beyond 2^53 a number would silently change, so such a value stays text. */
function asInteger(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** `infinity` has no ISO form and stays as it is. */
function asInstant(text: string): string {
  const at = new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

/**
 * Makes every connection of this process read values the way the product speaks of them: `date` and `timestamp` as
 * the text PostgreSQL prints (`2026-03-01`), `timestamptz` as an ISO instant in UTC to the millisecond, `int8` as a
 * number while it is exact, `numeric` as a number (so more than 15 significant digits are rounded).
 */
export function setValueTypes(): void {
  const scalars: Record<keyof typeof arrays, [number, (text: string) => unknown]> = {
    int8: [builtins.INT8, asInteger],
    numeric: [builtins.NUMERIC, Number],
    date: [builtins.DATE, asText],
    timestamp: [builtins.TIMESTAMP, asText],
    timestamptz: [builtins.TIMESTAMPTZ, asInstant],
  };
  for (const name of Object.keys(arrays) as (keyof typeof arrays)[]) {
    const [type, parse] = scalars[name];
    pg.types.setTypeParser(type as never, parse);
    pg.types.setTypeParser(arrays[name] as never, (text: string) => arrayParser.create(text, parse).parse());
  }
}
