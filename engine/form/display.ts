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

function structured(schema: FormSchema, value: object): string {
  if (Array.isArray(value)) {
    if (kindOf(schema) === "subTable") return `共 ${value.length} 行`;
    return value.map((item) => displayValue(schema.items ?? {}, item)).join("、");
  }
  const { start, end, name } = value as { start?: string; end?: string; name?: string };
  if (kindOf(schema) === "dateRange") return `${chineseDate(start ?? "")} 至 ${chineseDate(end ?? "")}`;
  return name ?? JSON.stringify(value);
}

/** A value as a person reads it: option names, Chinese dates, grouped digits with the unit; '' for nothing. */
export function displayValue(schema: FormSchema, value: unknown): string {
  if (isBlank(value)) return "";
  const unit = schema["x-unit"] ? ` ${schema["x-unit"]}` : "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "object") return structured(schema, value as object);
  if (schema.enum) return optionLabel(schema, value);
  const kind = kindOf(schema);
  if (typeof value === "number") return grouped(value, decimalsOf(schema)) + unit;
  if (kind === "date" || kind === "month" || kind === "year") return chineseDate(String(value));
  return String(value) + unit;
}
