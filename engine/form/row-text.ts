import { isBlank } from "./blank.ts";
import type { FormSchema } from "./dialect.ts";
import { displayValue, type Naming } from "./display.ts";
import { kindOf } from "./kind.ts";
import { resolve, resolveRow } from "./pointer.ts";

type Data = Record<string, unknown>;

/** Gives the names of values that stand in these tables, the innermost first; `side` says in which state. */
export type NamingIn = (scopes: readonly Data[], side: "before" | "after") => Naming;

/** Whether a value is a table of fields, not a list and not nothing. */
export const isObject = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field's schema with what its values are shown by: where it is a list, its items' own. */
export function completeField(schema: FormSchema, root: FormSchema): FormSchema {
  const field = resolve(schema, root);
  return field.items ? { ...field, items: resolveRow(field.items, root) } : field;
}

/** A part of the form with fields of its own, which are told one by one. */
export const isSection = (schema: FormSchema): boolean =>
  schema.properties !== undefined && kindOf(schema) === undefined && schema.type !== "array";

// A name or a date says what it is; a bare number or a yes does not.
function needsTitle(schema: FormSchema, value: unknown): boolean {
  if (typeof value === "boolean") return true;
  return typeof value === "number" && !schema["x-unit"] && !schema.enum && kindOf(schema) !== "year";
}

/** A whole row as people read it, column by column in the form's order; `names` names what stands in these tables. */
export function rowText(
  { schema, root }: { schema: FormSchema; root: FormSchema },
  scopes: readonly [Data, ...Data[]],
  names?: (scopes: readonly Data[]) => Naming,
): string {
  const [row] = scopes;
  const naming = names?.(scopes);
  const texts = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    if (name === "id" || isBlank(value)) return [];
    const field = completeField(property, root);
    if (isObject(value) && isSection(field)) return [rowText({ schema: field, root }, [value, ...scopes], names)];
    const text = displayValue(field, value, naming);
    return [field.title && needsTitle(field, value) ? `${field.title}：${text}` : text];
  });
  return texts.filter((text) => text !== "").join("，");
}
