import type { FormSchema } from "./dialect.ts";
import { formatPointer, resolve } from "./pointer.ts";

/** What a person may do with a field at a step. */
export type FieldRight = "read" | "edit" | "hidden" | "required";

/** Rights by data pointer; `*` stands for every row (`/progress/*` + `/amount`). Fields not named follow the form. */
export type FieldRights = Readonly<Record<string, FieldRight>>;

function applyTo(
  schema: FormSchema,
  root: FormSchema,
  rights: FieldRights,
  path: string[],
  inherited: FieldRight | undefined,
): FormSchema {
  const field = resolve(schema, root);
  if (field.items && resolve(field.items, root).properties) {
    return { ...field, items: applyTo(field.items, root, rights, [...path, "*"], inherited) };
  }
  if (!field.properties) return field;
  const required = new Set(field.required ?? []);
  const properties: Record<string, FormSchema> = {};
  for (const [name, property] of Object.entries(field.properties)) {
    const here = [...path, name];
    const right = rights[formatPointer(here)] ?? inherited;
    const applied = applyTo(property, root, rights, here, right);
    properties[name] = withReadOnly(applied, right);
    if (right === "required") required.add(name);
    if (right === "hidden" || right === "read") required.delete(name);
  }
  return { ...field, properties, required: [...required] };
}

function withReadOnly(field: FormSchema, right: FieldRight | undefined): FormSchema {
  if (right === undefined || field["x-computed"]) return field;
  const hidden = right === "hidden";
  return { ...field, readOnly: right === "read" || hidden, ...(hidden && { "x-hidden": true }) };
}

/**
 * The schema as one person at one step meets it: read fields are `readOnly`, hidden ones also `x-hidden`, and neither
 * can be demanded from somebody who cannot fill it; required ones are required.
 */
export function applyFieldRights(schema: FormSchema, rights: FieldRights): FormSchema {
  if (Object.keys(rights).length === 0) return schema;
  return applyTo(schema, schema, rights, [], rights[""]);
}
