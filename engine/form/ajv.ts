import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { ownKeywords } from "./dialect.ts";
import { ownFormats, standardFormats } from "./formats.ts";
import { safePattern } from "./pattern.ts";

// ajv tells patterns apart by their text.
const regExp = Object.assign((pattern: string) => Object.assign(safePattern(pattern), { toString: () => pattern }), {
  code: "safePattern",
});

function endsAfterStart(kind: string, value: unknown): boolean {
  if (kind !== "dateRange" || typeof value !== "object" || value === null) return true;
  const { start, end } = value as { start?: string; end?: string };
  return !start || !end || start <= end;
}

/** A fresh Ajv for one definition version: our formats and keywords, nothing remote, nothing logged. */
export function createAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    ownProperties: true,
    logger: false,
    multipleOfPrecision: 6,
    code: { regExp },
  });
  addFormats.default(ajv, [...standardFormats]);
  for (const [name, validate] of Object.entries(ownFormats)) ajv.addFormat(name, validate);
  for (const keyword of ownKeywords) {
    if (keyword !== "x-kind") ajv.addKeyword(keyword);
  }
  ajv.addKeyword({ keyword: "x-kind", validate: endsAfterStart, errors: false });
  return ajv;
}
