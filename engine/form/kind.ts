import { type FieldKind, type FormSchema, fieldKinds } from "./dialect.ts";

const byFormat: Record<string, FieldKind> = {
  date: "date",
  month: "month",
  year: "year",
  phone: "phone",
  idCard: "idCard",
  creditCode: "creditCode",
};

/** The single JSON type of a schema, `null` alternatives left out. */
export function typeOf(schema: FormSchema): string | undefined {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== "null");
  if (schema.type) return schema.type;
  if (schema.properties) return "object";
  if (schema.items) return "array";
  return undefined;
}

function arrayKind(items: FormSchema | undefined): FieldKind | undefined {
  if (!items) return undefined;
  if (items.enum || items["x-options"]) return "multiSelect";
  return items.properties ? "subTable" : undefined;
}

/** The field kind of a schema; undefined for a plain object (a section) or a shape no control exists for. */
export function kindOf(schema: FormSchema): FieldKind | undefined {
  const declared = schema["x-kind"];
  if (declared && fieldKinds.includes(declared)) return declared;
  if (schema["x-computed"]) return "computed";
  if (schema["x-reference"] || schema["x-row"]) return "reference";
  const type = typeOf(schema);
  if (type === "array") return arrayKind(schema.items);
  if (type === "object") return undefined;
  if (schema.enum || schema["x-options"]) return "select";
  if (type === "boolean") return "boolean";
  if (type === "number" || type === "integer") return "number";
  if (type !== "string") return undefined;
  const special = schema.format && byFormat[schema.format];
  if (special) return special;
  return (schema.maxLength ?? 0) > 300 ? "textarea" : "text";
}

/** Kinds that are chosen rather than typed. */
export const chosenKinds: ReadonlySet<FieldKind> = new Set<FieldKind>([
  "date",
  "month",
  "year",
  "dateRange",
  "select",
  "multiSelect",
  "radio",
  "boolean",
  "division",
  "orgUnit",
  "account",
  "reference",
]);

/** Kinds that are uploaded. */
export const uploadedKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(["attachment", "image"]);
