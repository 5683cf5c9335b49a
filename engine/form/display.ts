import { isBlank } from "./blank.ts";
import type { FormSchema } from "./dialect.ts";
import { kindOf } from "./kind.ts";

/** The label of one option value. */
function optionLabel(schema: FormSchema, value: unknown): string {
  const at = schema.enum?.indexOf(value) ?? -1;
  return schema["x-enumNames"]?.[at] ?? String(value);
}

function chineseDate(text: string): string {
  const [year, month, day] = text.split("-").map(Number);
  if (!year || Number.isNaN(year)) return text;
  return `${year}年${month ? `${month}月` : ""}${day ? `${day}日` : ""}`;
}

function decimalsOf(schema: FormSchema): number | undefined {
  if (kindOf(schema) === "money") return 2;
  const step = kindOf(schema) === "computed" ? schema.multipleOf : undefined;
  return step && (String(step).split(".")[1] ?? "").length;
}

function grouped(value: number, decimals: number | undefined): string {
  const text = decimals === undefined ? String(value) : value.toFixed(decimals);
  return text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}

/** What a code, an id or a row is called, where one knows; `schema` is the field's own, of a list of them too. */
export type Naming = (schema: FormSchema, value: unknown) => string | undefined;

function structured(schema: FormSchema, value: object, name?: Naming): string {
  if (Array.isArray(value)) {
    if (kindOf(schema) === "subTable") return `共 ${value.length} 行`;
    return value.map((item) => name?.(schema, item) ?? displayValue(schema.items ?? {}, item, name)).join("、");
  }
  const { start, end, name: called } = value as { start?: string; end?: string; name?: string };
  if (kindOf(schema) === "dateRange") return `${chineseDate(start ?? "")} 至 ${chineseDate(end ?? "")}`;
  return called ?? JSON.stringify(value);
}

/** A value as a person reads it: option names, Chinese dates, grouped digits with the unit; '' for nothing. */
export function displayValue(schema: FormSchema, value: unknown, name?: Naming): string {
  if (isBlank(value)) return "";
  const unit = schema["x-unit"] ? ` ${schema["x-unit"]}` : "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "object") return structured(schema, value as object, name);
  const called = name?.(schema, value);
  if (called !== undefined) return called;
  if (schema.enum) return optionLabel(schema, value);
  const kind = kindOf(schema);
  if (kind === "date" || kind === "month" || kind === "year") return chineseDate(String(value));
  if (typeof value === "number") return grouped(value, decimalsOf(schema)) + unit;
  return String(value) + unit;
}
