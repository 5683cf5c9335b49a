import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import {
  applyFieldRights,
  type FieldRights,
  type FormSchema,
  kindOf,
  resolve,
  resolveRow,
} from "../../engine/form/index.ts";

/** A form's schema split for rendering: rjsf sees sections, groups and order; each leaf carries its schema in `x-leaf`. */
export interface PreparedForm {
  /** The schema that data is checked against. */
  schema: FormSchema;
  /** What rjsf walks; small, because it walks it on every change. */
  rjsfSchema: RJSFSchema;
  rjsfUiSchema: UiSchema;
}

type Ui = Record<string, unknown>;

const maxDepth = 32;

function isSection(schema: FormSchema): boolean {
  return kindOf(schema) === undefined && (schema.properties !== undefined || schema.type === "object");
}

function isPlainRow(row: FormSchema, root: FormSchema): boolean {
  return Object.values(row.properties ?? {}).every((column) => {
    const kind = kindOf(resolve(column, root));
    return kind !== undefined && kind !== "subTable";
  });
}

function branch(schema: FormSchema, root: FormSchema, depth: number): RJSFSchema {
  return schema.properties ? section(schema, root, depth) : (schema as RJSFSchema);
}

function section(schema: FormSchema, root: FormSchema, depth: number): RJSFSchema {
  const { title, description, required, readOnly, properties = {} } = schema;
  const result: RJSFSchema = { type: "object" };
  if (title) result.title = title;
  if (description) result.description = description;
  if (required) result.required = required;
  if (readOnly) result.readOnly = true;
  result.properties = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, prepareSchema(property, root, depth + 1)]),
  );
  if (schema.if) result.if = schema.if as RJSFSchema;
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
  if (schema.then) result.then = branch(resolve(schema.then, root), root, depth + 1);
  if (schema.else) result.else = branch(resolve(schema.else, root), root, depth + 1);
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
    const list = schema[keyword]?.map((part) => resolve(part, root)).filter((part) => part.properties || part.if);
    if (list?.length) result[keyword] = list.map((part) => section(part, root, depth + 1));
  }
  return result;
}

function prepareSchema(property: FormSchema, root: FormSchema, depth: number): RJSFSchema {
  const schema = resolve(property, root);
  if (depth > maxDepth) return { title: schema.title ?? "", "x-leaf": schema } as RJSFSchema;
  if (isSection(schema)) return section(schema, root, depth);
  const items = schema.items && resolveRow(schema.items, root);
  const kind = kindOf(schema);
  if (items && ((kind === "subTable" && !isPlainRow(items, root)) || kind === undefined)) {
    const { title, maxItems, minItems } = schema;
    return {
      type: "array",
      title: title ?? "",
      maxItems,
      minItems,
      items: prepareSchema(items, root, depth + 1),
    } as RJSFSchema;
  }
  if (kind === undefined && (schema.anyOf || schema.oneOf)) return schema as RJSFSchema;
  const leaf = items ? { ...schema, items } : schema;
  const { title = "", readOnly } = schema;
  return { title, ...(readOnly && { readOnly }), "x-leaf": leaf } as RJSFSchema;
}

function prepareUi(rjsf: RJSFSchema, ui: Ui, readOnly: boolean): UiSchema {
  const leaf = (rjsf as { "x-leaf"?: FormSchema })["x-leaf"];
  if (leaf) return leafUi(leaf, ui, readOnly);
  const result: Ui = { ...ui };
  const parts = [rjsf, rjsf.then, rjsf.else, ...(rjsf.allOf ?? []), ...(rjsf.anyOf ?? []), ...(rjsf.oneOf ?? [])];
  for (const part of parts) {
    for (const [name, child] of Object.entries((part as RJSFSchema | undefined)?.properties ?? {})) {
      result[name] = prepareUi(child as RJSFSchema, (ui[name] ?? {}) as Ui, readOnly);
    }
  }
  if (rjsf.items) result.items = prepareUi(rjsf.items as RJSFSchema, (ui.items ?? {}) as Ui, readOnly);
  const order = ui["ui:order"] as string[] | undefined;
  if (order && !order.includes("*")) result["ui:order"] = [...order, "*"];
  return result as UiSchema;
}

function leafUi(leaf: FormSchema, ui: Ui, readOnly: boolean): UiSchema {
  const { "ui:options": options, "ui:widget": widget, "ui:readonly": uiReadOnly } = ui;
  const editable = leaf["x-editable"] === true;
  return {
    "ui:field": kindOf(leaf) === "subTable" ? "SubTable" : "Kind",
    "ui:readonly": leaf.readOnly === true || uiReadOnly === true || (readOnly && !editable),
    "ui:options": { ...((options as object | undefined) ?? {}), ...(widget ? { control: widget } : {}) },
    ...((leaf["x-hidden"] || widget === "hidden") && { "ui:widget": "hidden" }),
    ...(ui["ui:enumNames"] ? { "ui:enumNames": ui["ui:enumNames"] } : {}),
    ...(ui.items ? { items: ui.items } : {}),
  } as UiSchema;
}

/** Fields somebody may edit although the form as a whole is read-only. */
function markEditable(schema: FormSchema, rights: FieldRights): FormSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const right = rights[`/${name}`];
    return [name, right === "edit" || right === "required" ? { ...property, "x-editable": true } : property] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Prepares a form for one person: rights applied, references resolved, leaves packed away from rjsf. */
export function prepareForm(schema: FormSchema, uiSchema: Ui, rights: FieldRights, readOnly: boolean): PreparedForm {
  const applied = applyFieldRights(resolve(schema, schema), rights);
  const rjsfSchema = section(markEditable(applied, rights), applied, 0);
  return { schema: applied, rjsfSchema, rjsfUiSchema: prepareUi(rjsfSchema, uiSchema, readOnly) };
}
