import type { ResolvedRecordType } from "../../../engine/definition/index.ts";
import { displayValue, resolve } from "../../../engine/form/index.ts";

const longest = 200;

/**
 * What a record is called: its title field as people read it. Where that field refers to another record, `titles` holds
 * that record's name by id.
 */
export function titleOf(
  { schema, recordType }: Pick<ResolvedRecordType, "schema" | "recordType">,
  data: Record<string, unknown>,
  titles?: ReadonlyMap<string, string>,
): string | null {
  const value = data[recordType.titleField];
  const field = resolve(schema.properties?.[recordType.titleField] ?? {}, schema);
  if (field["x-reference"] && typeof value === "string") return titles?.get(value) ?? null;
  const text = displayValue(field, value).replaceAll("\0", "").trim();
  return text === "" ? null : [...text].slice(0, longest).join("");
}

/** The record type and id that a record's title has to be asked from, where its title field is a reference. */
export function titleReference(
  { schema, recordType }: Pick<ResolvedRecordType, "schema" | "recordType">,
  data: Record<string, unknown>,
): { recordType: string; id: string } | null {
  const field = resolve(schema.properties?.[recordType.titleField] ?? {}, schema);
  const value = data[recordType.titleField];
  if (!field["x-reference"] || typeof value !== "string") return null;
  return { recordType: field["x-reference"].recordType, id: value };
}
