import type { ResolvedRecordType } from "../definition/record-type.ts";
import { type FormSchema, kindOf, resolve, typeOf } from "../form/index.ts";
import { obligationFields } from "./system-fields.ts";
import type { SqlType, ViewField, ViewFields } from "./view-field.ts";

const maxInteger = 2_147_483_647;

function numberType(schema: FormSchema): SqlType {
  const { minimum, maximum } = schema;
  const small = minimum !== undefined && maximum !== undefined && minimum >= -maxInteger && maximum <= maxInteger;
  return typeOf(schema) === "integer" && small ? "integer" : "numeric";
}

/** Column type of a field's values; undefined for what is not a scalar or a list of choices and so has no column. */
export function sqlTypeOf(schema: FormSchema): SqlType | undefined {
  const kind = kindOf(schema);
  const type = typeOf(schema);
  if (kind === "multiSelect") return "text[]";
  if (type === "boolean") return "boolean";
  if (type === "number" || type === "integer") return numberType(schema);
  if (type !== "string") return undefined;
  if (schema.format === "date") return "date";
  return schema.format === "date-time" ? "timestamptz" : "text";
}

function optionsOf(schema: FormSchema): Pick<ViewField, "options" | "list"> {
  const choices = schema.items ?? schema;
  if (choices["x-options"]) return { list: choices["x-options"].list };
  if (!choices.enum) return {};
  const labels = choices["x-enumNames"] ?? [];
  return {
    options: choices.enum.map((value, at) => ({
      value: value as string | number,
      label: labels[at] ?? String(value),
    })),
  };
}

function viewField(field: string, schema: FormSchema): ViewField | undefined {
  const sqlType = sqlTypeOf(schema);
  const kind = sqlType === "timestamptz" ? "timestamp" : kindOf(schema);
  if (!sqlType || !kind) return undefined;
  const reference = schema["x-reference"]?.recordType;
  return {
    field,
    title: schema.title ?? field,
    kind,
    sqlType,
    ...optionsOf(schema),
    ...(reference !== undefined && { reference }),
    ...(schema["x-row"] && { row: schema["x-row"] }),
    ...(schema["x-unit"] && { unit: schema["x-unit"] }),
  };
}

/** The fields of a schema that views can use, by name; tables, attachments and sections are not among them. */
export function schemaFields(schema: FormSchema): ViewFields {
  const fields = Object.entries(schema.properties ?? {})
    .map(([name, property]) => viewField(name, resolve(property, schema)))
    .filter((field) => field !== undefined);
  return Object.fromEntries(fields.map((field) => [field.field, field]));
}

/** Every field the views of a record type can use: its own and the system's. */
export function viewFields(resolved: Pick<ResolvedRecordType, "schema">): ViewFields {
  return { ...schemaFields(resolved.schema), ...obligationFields };
}
