import type { FormSchema } from "../dialect.ts";
import { compileChecks } from "./checks.ts";
import type { Field, FieldTable } from "./field-table.ts";
import { fieldName } from "./ids.ts";
import { compileLevels, isDemanded, type LevelForm } from "./levels.ts";
import { derivedShape, shapes } from "./shape.ts";

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

/** Fields by id that another may speak of: those beside it first, then those of the form around. */
type Around = readonly Field[][];

const nameIn = (around: Around, id: string): string => {
  const found = around.flat().find((field) => field.id === id);
  return found ? fieldName(found) : id;
};

function compileFields(fields: Field[], outer: Around = []): Pick<FormSchema, "properties" | "required"> {
  const around = [fields, ...outer];
  return {
    properties: Object.fromEntries(fields.map((field) => [fieldName(field), compileField(field, around)])),
    required: fields.filter(outer.length > 0 ? ({ required }) => required : isDemanded).map(fieldName),
  };
}

function subTable(field: Field, around: Around): FormSchema {
  const { properties, required } = compileFields(field.columns ?? [], around);
  const row = { id: { type: "string", maxLength: 64 }, ...properties };
  return {
    type: "array",
    items: { type: "object", properties: row, ...(required?.length && { required }) },
    maxItems: field.maxItems ?? 2000,
  };
}

function shapeOf(field: Field, around: Around): FormSchema {
  const { derived, row, within } = field;
  if (derived) {
    const from = nameIn(around, derived.from);
    return { ...derivedShape(field), "x-derived": { from, field: derived.field } };
  }
  if (row) return { type: "string", maxLength: 64, "x-row": { of: nameIn(around, row.of), table: row.table } };
  if (field.kind === "subTable") return subTable(field, around);
  const shape = shapes[field.kind](field);
  if (!within || !shape["x-reference"]) return shape;
  return { ...shape, "x-reference": { ...shape["x-reference"], within: nameIn(around, within) } };
}

function compileField(field: Field, around: Around): FormSchema {
  return { ...annotations(field), ...shapeOf(field, around) };
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

/** What a field table stands for in a package: schema, layout, and what each level fills where they differ. */
export interface CompiledTable {
  schema: FormSchema;
  uiSchema: UiSchema;
  variants: LevelForm[];
}

/** Compiles a field table that fieldTableProblems finds nothing wrong with. */
export function compileFieldTable(table: FieldTable): CompiledTable {
  const layouts = table.fields.map((field) => [fieldName(field), layoutOf(field)] as const);
  const groups = groupsOf(table.fields);
  const rules = [...compileChecks(table), ...(table.rules ?? [])];
  return {
    schema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      ...compileFields(table.fields),
      ...(rules.length > 0 && { "x-rules": rules }),
      ...(table.retired?.length && { "x-retired": table.retired }),
    },
    uiSchema: {
      "ui:order": [...table.fields.map(fieldName), "*"],
      ...(groups.length > 0 && { "ui:groups": groups }),
      ...Object.fromEntries(layouts.filter(([, layout]) => layout)),
    },
    variants: compileLevels(table),
  };
}
