import { compileUnaryTest, parseTemporal, type TemporalKind } from "../expression/index.ts";
import { children, type Moddle, text } from "../process/moddle.ts";
import type { TypeModel } from "./model.ts";

/** FEEL's and Camunda's words for types. */
const BASES: Record<string, TypeModel["base"]> = {
  any: "any",
  string: "string",
  number: "number",
  integer: "number",
  long: "number",
  double: "number",
  boolean: "boolean",
  date: "date",
  time: "time",
  datetime: "dateTime",
  "date and time": "dateTime",
  "days and time duration": "duration",
  "years and months duration": "duration",
  daytimeduration: "duration",
  yearmonthduration: "duration",
  context: "context",
};

const WORDS: Record<TypeModel["base"], string> = {
  any: "任意值",
  string: "文字",
  number: "数字",
  boolean: "是/否",
  date: "日期（如 2026-01-31）",
  time: "时间（如 08:30:00）",
  dateTime: "日期时间（如 2026-01-31T08:30:00+08:00）",
  duration: "时长（如 P3D）",
  context: "对象",
};

const TEMPORAL: ReadonlySet<string> = new Set<TemporalKind>(["date", "time", "dateTime", "duration"]);

/** Types of one file: FEEL's own and the item definitions it declares; undefined for a word that is neither. */
export function typeReader(definitions: Moddle): (ref: string | undefined) => TypeModel | undefined {
  const items = new Map(children(definitions, "itemDefinition").map((item) => [text(item, "name") ?? "", item]));
  const read = (ref: string | undefined, depth = 0): TypeModel | undefined => {
    if (ref === undefined) return { base: "any" };
    const word = ref.replace(/^feel[:.]/i, "");
    const item = items.get(word);
    if (!item) {
      const base = BASES[word.toLowerCase()];
      return base === undefined ? undefined : { base };
    }
    if (children(item, "itemComponent").length > 0) return { base: "context", ...listOf(item) };
    const inner = depth > 8 ? undefined : read(text(item, "typeRef"), depth + 1);
    const allowed = text(item.allowedValues as Moddle | undefined, "text");
    return inner && { ...inner, ...listOf(item), ...(allowed === undefined ? {} : { allowed }) };
  };
  return read;
}

function listOf(item: Moddle): { list?: true } {
  return item.isCollection === true ? { list: true } : {};
}

/** Whether cells of this type compare as dates, times or durations do. */
export function isTemporal(type: TypeModel): boolean {
  return TEMPORAL.has(type.base);
}

/** Why a JSON value is not of a type (zh-CN, to follow a subject); null when it is. Null is of every type. */
export function typeProblem(value: unknown, type: TypeModel): string | null {
  if (value === null || value === undefined) return null;
  const found = JSON.stringify(value);
  const shown = found.length > 40 ? `${found.slice(0, 40)}…` : found;
  const single: TypeModel = { base: type.base };
  const fits = type.list
    ? Array.isArray(value) && value.every((each) => conforms(each, single))
    : conforms(value, type);
  if (!fits) return `要求${type.list ? "一组" : ""}${WORDS[type.base]}，得到的是 ${shown}`;
  if (type.allowed === undefined) return null;
  const allowed = compileUnaryTest(type.allowed);
  const each = type.list ? (value as unknown[]) : [value];
  const wrong = each.find((one) => {
    const result = allowed.test(comparable(one, type), {});
    return !result.ok || result.value !== true;
  });
  return wrong === undefined ? null : `只能取 ${type.allowed}，得到的是 ${shown}`;
}

function conforms(value: unknown, { base }: TypeModel): boolean {
  if (base === "any" || value === null) return true;
  if (base === "context") return typeof value === "object" && !Array.isArray(value);
  if (base === "string" || base === "number" || base === "boolean") return typeof value === base;
  return typeof value === "string" && parseTemporal(base, value) !== null;
}

/** The value as cells compare it: text of a temporal type as FEEL's date, time or duration. */
export function comparable(value: unknown, type: TypeModel): unknown {
  if (Array.isArray(value)) return value.map((each) => comparable(each, { base: type.base }));
  const { base } = type;
  if (typeof value !== "string" || !isTemporal(type)) return value;
  return parseTemporal(base as TemporalKind, value) ?? value;
}
