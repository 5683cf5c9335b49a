import type { FieldKind, FormSchema } from "../dialect.ts";
import type { Field } from "./field-table.ts";

const text =
  (maxLength: number) =>
  (field: Field): FormSchema => ({ type: "string", maxLength: field.maxLength ?? maxLength });

const format = (name: string) => (): FormSchema => ({ type: "string", format: name });

/** The step of a number with so many digits after the point, e.g. 2 -> 0.01. */
const stepOf = (decimals: number): number => Number(`1e-${decimals}`);

function numeric(field: Field): FormSchema {
  return {
    type: field.decimals === 0 ? "integer" : "number",
    ...(field.min !== undefined && { minimum: field.min }),
    ...(field.max !== undefined && { maximum: field.max }),
    ...(field.decimals && { multipleOf: stepOf(field.decimals) }),
  };
}

function options(field: Field): FormSchema {
  if (field.list) return { type: "string", maxLength: 64, "x-options": { list: field.list } };
  const choices = field.options ?? [];
  return {
    type: "string",
    enum: choices.map(({ value }) => value),
    "x-enumNames": choices.map(({ label }) => label),
  };
}

function multiSelect(field: Field): FormSchema {
  return { type: "array", items: options(field), uniqueItems: true, maxItems: field.options?.length || 100 };
}

function files(field: Field): FormSchema {
  const properties: Record<string, FormSchema> = {
    id: { type: "string", maxLength: 64 },
    name: { type: "string", maxLength: 255 },
    size: { type: "integer", minimum: 0 },
    mediaType: { type: "string", maxLength: 127 },
  };
  return {
    type: "array",
    items: { type: "object", properties, required: ["id", "name"] },
    maxItems: field.maxItems ?? 20,
  };
}

function dateRange(): FormSchema {
  const date = (title: string): FormSchema => ({ type: "string", format: "date", title });
  return {
    type: "object",
    properties: { start: date("开始日期"), end: date("结束日期") },
    required: ["start", "end"],
  };
}

function reference(field: Field): FormSchema {
  const { recordType = "", titleField, official } = field;
  const target = { recordType, ...(titleField && { titleField }), ...(official && { official }) };
  return { type: "string", maxLength: 64, "x-reference": target };
}

function computed(field: Field): FormSchema {
  const shape: FormSchema = field.decimals === undefined ? {} : { multipleOf: stepOf(field.decimals) };
  return { type: ["number", "string", "boolean", "null"], ...shape, readOnly: true, "x-computed": field.formula ?? "" };
}

/** The JSON Schema shape of each kind's value; sub-tables are compiled where their columns are known. */
export const shapes: Record<Exclude<FieldKind, "subTable">, (field: Field) => FormSchema> = {
  text: text(200),
  textarea: text(2000),
  address: text(300),
  richText: text(20_000),
  number: numeric,
  money: (field) => numeric({ ...field, decimals: field.decimals ?? 2 }),
  date: format("date"),
  month: format("month"),
  year: format("year"),
  phone: format("phone"),
  idCard: format("idCard"),
  creditCode: format("creditCode"),
  dateRange,
  select: options,
  radio: options,
  multiSelect,
  boolean: () => ({ type: "boolean" }),
  attachment: files,
  image: files,
  division: () => ({ type: "string", maxLength: 12 }),
  orgUnit: text(64),
  account: text(64),
  reference,
  computed,
  serial: () => ({ type: "string", maxLength: 64, readOnly: true }),
};

/**
 * The shape of a value taken over from another record. How long or how large it may be is that record's business: the
 * filler could not mend it here.
 */
export function derivedShape(field: Field): FormSchema {
  const { id, title, kind, options, list } = field;
  if (kind === "subTable") return { readOnly: true };
  if (kind === "number" || kind === "money") return { type: "number", readOnly: true };
  const typed = kind === "text" || kind === "textarea" || kind === "address";
  const shape = shapes[kind]({ id, title, kind, options, list, ...(typed && { maxLength: 20_000 }) });
  return { ...shape, readOnly: true };
}
