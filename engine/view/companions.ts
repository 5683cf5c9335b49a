import type { ViewFields } from "./view-field.ts";

/** What a list has to read besides its columns: the record that a row shown belongs to, without which it has no name. */
export function companions(columns: readonly string[], fields: ViewFields): string[] {
  const records = columns.flatMap((name) => fields[name]?.row?.of ?? []);
  return [...new Set(records)].filter((name) => fields[name] !== undefined && !columns.includes(name));
}
