import type { FormSchema } from "../dialect.ts";
import { compileChecks } from "./checks.ts";
import type { Field, FieldTable } from "./field-table.ts";
import { fieldName } from "./ids.ts";
import { shapes } from "./shape.ts";

/** Layout of a form: rjsf's uiSchema with `ui:groups` and `ui:options.span`. */
export type UiSchema = Record<string, unknown>;

function annotations(field: Field): FormSchema {
  return {
    title: field.title,
    "x-id": field.id,
    "x-kind": field.kind,
    ...(field.unit && { "x-unit": field.unit }),
    ...(field.help && { "x-help": field.help }),
    ...(field.pattern && { pattern: field.pattern }),
    ...(field.messages && { "x-messages": field.messages }),
    ...(field.default !== undefined && { default: field.default }),
  };
}

function compileFields(fields: Field[]): Pick<FormSchema, "properties" | "required"> {
  return {
    properties: Object.fromEntries(fields.map((field) => [fieldName(field), compileField(field)])),
    required: fields.filter((field) => field.required).map(fieldName),
  };
}

function subTable(field: Field): FormSchema {
  const { properties, required } = compileFields(field.columns ?? []);
  const row = { id: { type: "string", maxLength: 64 }, ...properties };
  return {
    type: "array",
    items: { type: "object", properties: row, ...(required?.length && { required }) },
    maxItems: field.maxItems ?? 2000,
  };
}

function compileField(field: Field): FormSchema {
  const shape = field.kind === "subTable" ? subTable(field) : shapes[field.kind](field);
  return { ...annotations(field), ...shape };
}

function layoutOf(field: Field): UiSchema | undefined {
  const layout: UiSchema = {
    ...(field.kind === "subTable" && { "ui:field": "SubTable" }),
    ...(field.options && { "ui:enumNames": field.options.map(({ label }) => label) }),
    ...(field.span !== undefined && { "ui:options": { span: field.span } }),
  };
  const columns = (field.columns ?? []).map((column) => [fieldName(column), layoutOf(column)] as const);
  const items = Object.fromEntries(columns.filter(([, column]) => column));
  if (Object.keys(items).length > 0) layout.items = items;
  return Object.keys(layout).length > 0 ? layout : undefined;
}

function groupsOf(fields: Field[]): { title: string; fields: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const field of fields) {
    if (field.group) groups.set(field.group, [...(groups.get(field.group) ?? []), fieldName(field)]);
  }
  return [...groups].map(([title, names]) => ({ title, fields: names }));
}

/** Compiles a field table that fieldTableProblems finds nothing wrong with to JSON Schema and uiSchema. */
export function compileFieldTable(table: FieldTable): { schema: FormSchema; uiSchema: UiSchema } {
  const layouts = table.fields.map((field) => [fieldName(field), layoutOf(field)] as const);
  const groups = groupsOf(table.fields);
  return {
    schema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      ...compileFields(table.fields),
      ...(table.checks?.length && { "x-rules": compileChecks(table) }),
      ...(table.retired?.length && { "x-retired": table.retired }),
    },
    uiSchema: {
      "ui:order": [...table.fields.map(fieldName), "*"],
      ...(groups.length > 0 && { "ui:groups": groups }),
      ...Object.fromEntries(layouts.filter(([, layout]) => layout)),
    },
  };
}
