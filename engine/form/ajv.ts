import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { RE2JS } from "re2js";
import { ownKeywords } from "./dialect.ts";
import { ownFormats, standardFormats } from "./formats.ts";

/** Compiles a pattern for RE2, which matches in linear time; throws on what RE2 refuses (look-around, back references). */
export function safePattern(pattern: string): { test(text: string): boolean } {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiled.test(text) };
}

const regExp = Object.assign((pattern: string) => safePattern(pattern), { code: "safePattern" });

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
