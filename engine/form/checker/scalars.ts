import { fullFormats } from "ajv-formats/dist/formats.js";
import { ownFormats, standardFormats } from "../formats.ts";
import { safePattern } from "../pattern.ts";
import { sameValue } from "../same.ts";
import { deciding, type Keyword } from "./check.ts";

const precision = 1e-6;

function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(Math.round(times) - times) <= precision;
}

/** Length in characters as people count them, not in UTF-16 units. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}

type TextTest = (text: string) => boolean;

const formats = new Map<string, TextTest>(Object.entries(ownFormats));
for (const name of standardFormats) {
  const format: unknown = fullFormats[name];
  const test = format instanceof RegExp ? format : ((format as { validate?: RegExp | TextTest }).validate ?? format);
  formats.set(name, test instanceof RegExp ? (text) => test.test(text) : (test as TextTest));
}

/** The keywords of numbers, in the order their findings are told. */
export const numberKeywords: Record<string, Keyword> = {
  maximum: deciding("maximum", (limit: number) => (value: number) => value <= limit),
  minimum: deciding("minimum", (limit: number) => (value: number) => value >= limit),
  exclusiveMaximum: deciding("exclusiveMaximum", (limit: number) => (value: number) => value < limit),
  exclusiveMinimum: deciding("exclusiveMinimum", (limit: number) => (value: number) => value > limit),
  multipleOf: deciding("multipleOf", (limit: number) => (value: number) => isMultiple(value, limit)),
};

/** The keywords of texts. */
export const textKeywords: Record<string, Keyword> = {
  maxLength: deciding(
    "maxLength",
    (limit: number) => (text: string) => text.length <= limit || lengthOf(text) <= limit,
  ),
  minLength: deciding("minLength", (limit: number) => (text: string) => lengthOf(text) >= limit),
  pattern: deciding("pattern", (pattern: string) => {
    const compiled = safePattern(pattern);
    return (text: string) => compiled.test(text);
  }),
  format: deciding("format", (name: string) => formats.get(name) ?? (() => true)),
};

const same = (left: unknown, right: unknown): boolean => left === right || sameValue(left, right);

function oneOfValues(values: readonly unknown[]): (data: unknown) => boolean {
  const plain = new Set(values);
  const others = values.filter((value) => typeof value === "object" && value !== null);
  return (data) => plain.has(data) || others.some((value) => same(value, data));
}

function endsAfterStart(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const { start, end } = value as { start?: string; end?: string };
  return !start || !end || start <= end;
}

/** The keywords of values of any type that look at the value alone. */
export const valueKeywords: Record<string, Keyword> = {
  const: deciding("const", (only: unknown) => (data: unknown) => same(only, data)),
  enum: deciding("enum", oneOfValues),
};

/** Our own keyword that looks at the value: a range ends after it starts. */
export const kindKeyword: Keyword = deciding("x-kind", (kind: string) =>
  kind === "dateRange" ? endsAfterStart : () => true,
);
