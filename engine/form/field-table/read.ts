import type { FieldKind, FormSchema } from "../dialect.ts";
import { kindOf } from "../kind.ts";
import { resolve } from "../pointer.ts";
import type { UiSchema } from "./compile.ts";
import type { Field, FieldOption, FieldTable } from "./field-table.ts";
import { fieldName } from "./ids.ts";
import { type LevelForm, readLevels } from "./levels.ts";
import { readRules } from "./read-rules.ts";

const decimalsOf = (step: number) => -Math.round(Math.log10(step));

function optionsOf(schema: FormSchema): FieldOption[] | undefined {
  return schema.enum?.map((value, at) => ({
    value: String(value),
    label: schema["x-enumNames"]?.[at] ?? String(value),
  }));
}

function limitsOf(schema: FormSchema): Partial<Field> {
  const whole = schema.type === "integer";
  return {
    ...(schema.minimum !== undefined && { min: schema.minimum }),
    ...(schema.maximum !== undefined && { max: schema.maximum }),
    ...(schema.multipleOf !== undefined && { decimals: decimalsOf(schema.multipleOf) }),
    ...(whole && { decimals: 0 }),
  };
}

function sourceOf(schema: FormSchema, choice: FormSchema): Partial<Field> {
  const reference = schema["x-reference"];
  return {
    ...(choice.enum && { options: optionsOf(choice) as FieldOption[] }),
    ...(choice["x-options"] && { list: choice["x-options"].list }),
    ...(reference?.recordType && { recordType: reference.recordType }),
    ...(reference?.titleField && { titleField: reference.titleField }),
    ...(reference?.official && { official: true }),
    ...(schema["x-computed"] && { formula: schema["x-computed"] }),
  };
}

/** Fields that another may speak of by name: those beside it, then those of the form around. */
type Around = readonly FormSchema[];

const idOf = (name: string, around: Around): string =>
  around.map(({ properties }) => properties?.[name]).find((one) => one !== undefined)?.["x-id"] ?? name;

/** What the field says of others, by their ids. */
function linksOf(schema: FormSchema, around: Around): Partial<Field> {
  const [derived, row, within] = [schema["x-derived"], schema["x-row"], schema["x-reference"]?.within];
  return {
    ...(derived && { derived: { from: idOf(derived.from, around), field: derived.field } }),
    ...(row && { row: { of: idOf(row.of, around), table: row.table } }),
    ...(within && { within: idOf(within, around) }),
  };
}

const typed = new Set(["text", "textarea", "address", "richText", "orgUnit", "account"]);

interface Place {
  root: FormSchema;
  around: Around;
  required: boolean;
  ui: UiSchema;
}

/** Limits, which a value taken over from elsewhere has none of here. */
function boundsOf(kind: FieldKind, schema: FormSchema): Partial<Field> {
  if (schema["x-derived"]) return {};
  return {
    ...limitsOf(schema),
    ...(typed.has(kind) && schema.maxLength !== undefined && { maxLength: schema.maxLength }),
    ...(["subTable", "attachment", "image"].includes(kind) &&
      schema.maxItems !== undefined && { maxItems: schema.maxItems }),
  };
}

function readField(name: string, property: FormSchema, { root, around, required, ui }: Place): Field | undefined {
  const schema = resolve(property, root);
  const kind = kindOf(schema);
  if (!kind) return undefined;
  const items = schema.items && resolve(schema.items, root);
  const layout = (ui[name] ?? {}) as { "ui:options"?: { span?: number }; items?: UiSchema };
  const group = (ui["ui:groups"] as { title: string; fields: string[] }[] | undefined)?.find(({ fields }) =>
    fields.includes(name),
  );
  const span = layout["ui:options"]?.span;
  const id = schema["x-id"] ?? name;
  return {
    id,
    ...(name !== id && { name }),
    title: schema.title ?? name,
    kind,
    ...(required && { required }),
    ...sourceOf(schema, kind === "multiSelect" ? (items ?? {}) : schema),
    ...linksOf(schema, around),
    ...(schema["x-unit"] && { unit: schema["x-unit"] }),
    ...(schema["x-help"] && { help: schema["x-help"] }),
    ...(kind === "subTable" && items && { columns: readFields(items, root, layout.items ?? {}, around) }),
    ...boundsOf(kind, schema),
    ...(schema.pattern && { pattern: schema.pattern }),
    ...(schema["x-messages"] && { messages: schema["x-messages"] }),
    ...(schema.default !== undefined && { default: schema.default as string | number | boolean }),
    ...(group && { group: group.title }),
    ...(span !== undefined && { span }),
  };
}

function readFields(schema: FormSchema, root: FormSchema, ui: UiSchema, outer: Around = []): Field[] {
  const order = (ui["ui:order"] as string[] | undefined)?.filter((name) => name !== "*") ?? [];
  const names = [...new Set([...order, ...Object.keys(schema.properties ?? {})])];
  const around = [schema, ...outer];
  return names.flatMap((name) => {
    const property = schema.properties?.[name];
    if (!property || (name === "id" && !property.title)) return [];
    const required = schema.required?.includes(name) ?? false;
    return readField(name, property, { root, around, required, ui }) ?? [];
  });
}

/**
 * The field table behind a schema (with its uiSchema, for order, groups and widths, and the form variants, for what each
 * level fills); sections, which it has no row for, are left out.
 */
export function readFieldTable(
  schema: FormSchema,
  uiSchema: UiSchema = {},
  variants: readonly LevelForm[] = [],
): FieldTable {
  const retired = schema["x-retired"] as string[] | undefined;
  const fields = readFields(resolve(schema, schema), schema, uiSchema).map((field) => ({
    ...field,
    ...readLevels(fieldName(field), field.required ?? false, variants),
  }));
  return { fields, ...readRules(schema, fields), ...(retired?.length && { retired }) };
}
