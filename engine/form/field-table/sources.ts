import type { FieldKind, FormSchema } from "../dialect.ts";
import { kindOf, typeOf } from "../kind.ts";
import { resolve } from "../pointer.ts";
import type { Field } from "./field-table.ts";

/** A field of another record type whose value a derived field can take over; it is filled in like a field of the table. */
export type SourceField = Pick<Field, "title" | "kind" | "options" | "list" | "unit"> & { field: string };

/** Kinds that hold several values, what only their own record knows, or a choice of their own. */
const apart: ReadonlySet<FieldKind> = new Set<FieldKind>([
  "subTable",
  "attachment",
  "image",
  "dateRange",
  "multiSelect",
  "reference",
  "account",
  "richText",
]);

function kindHere(schema: FormSchema): FieldKind | undefined {
  const kind = kindOf(schema);
  if (kind !== "computed" && kind !== "serial") return kind;
  return ["number", "integer"].includes(typeOf(schema) ?? "") ? "number" : "text";
}

function sourceField(field: string, schema: FormSchema): SourceField[] {
  const kind = kindHere(schema);
  if (!kind || apart.has(kind)) return [];
  const labels = schema["x-enumNames"];
  const options = schema.enum?.map((value, at) => ({ value: String(value), label: labels?.[at] ?? String(value) }));
  const list = schema["x-options"]?.list;
  const unit = schema["x-unit"];
  const source: SourceField = { field, title: schema.title ?? field, kind };
  return [{ ...source, ...(options && { options }), ...(list && { list }), ...(unit && { unit }) }];
}

/** The fields of a record type that a form referring to it can take over, in the order of its schema. */
export function sourceFields(schema: FormSchema): SourceField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    sourceField(name, resolve(property, schema)),
  );
}
