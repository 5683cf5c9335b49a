import type { FormSchema } from "../dialect.ts";
import { kindOf } from "../kind.ts";
import { resolve } from "../pointer.ts";
import type { UiSchema } from "./compile.ts";
import type { Field, FieldOption, FieldTable } from "./field-table.ts";

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
    ...(schema["x-computed"] && { formula: schema["x-computed"] }),
  };
}

const typed = new Set(["text", "textarea", "address", "richText", "orgUnit", "account"]);

function readField(
  name: string,
  property: FormSchema,
  root: FormSchema,
  required: boolean,
  ui: UiSchema,
): Field | undefined {
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
    ...(schema["x-unit"] && { unit: schema["x-unit"] }),
    ...(schema["x-help"] && { help: schema["x-help"] }),
    ...(kind === "subTable" && items && { columns: readFields(items, root, layout.items ?? {}) }),
    ...limitsOf(schema),
    ...(typed.has(kind) && schema.maxLength !== undefined && { maxLength: schema.maxLength }),
    ...(["subTable", "attachment", "image"].includes(kind) &&
      schema.maxItems !== undefined && { maxItems: schema.maxItems }),
    ...(schema.pattern && { pattern: schema.pattern }),
    ...(schema["x-messages"] && { messages: schema["x-messages"] }),
    ...(schema.default !== undefined && { default: schema.default as string | number | boolean }),
    ...(group && { group: group.title }),
    ...(span !== undefined && { span }),
  };
}

function readFields(schema: FormSchema, root: FormSchema, ui: UiSchema): Field[] {
  const order = (ui["ui:order"] as string[] | undefined)?.filter((name) => name !== "*") ?? [];
  const names = [...new Set([...order, ...Object.keys(schema.properties ?? {})])];
  return names.flatMap((name) => {
    const property = schema.properties?.[name];
    if (!property || (name === "id" && !property.title)) return [];
    return readField(name, property, root, schema.required?.includes(name) ?? false, ui) ?? [];
  });
}

/** The field table behind a schema (and its uiSchema, for order, groups and widths); sections, which it has no row for, are left out. */
export function readFieldTable(schema: FormSchema, uiSchema: UiSchema = {}): FieldTable {
  const retired = schema["x-retired"] as string[] | undefined;
  return { fields: readFields(resolve(schema, schema), schema, uiSchema), ...(retired?.length && { retired }) };
}
