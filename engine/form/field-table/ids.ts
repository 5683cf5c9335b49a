import type { Field, FieldTable } from "./field-table.ts";

const numberOf = (id: string) => (/^f_[0-9a-z]{1,8}$/.test(id) ? Number.parseInt(id.slice(2), 36) : 0);

const allIds = (fields: Field[]): string[] => fields.flatMap((field) => [field.id, ...allIds(field.columns ?? [])]);

/** An id no field of the table has or ever had. */
export function nextFieldId(table: FieldTable): string {
  const used = [...allIds(table.fields), ...(table.retired ?? [])].map(numberOf);
  return `f_${(Math.max(0, ...used) + 1).toString(36)}`;
}

/** The field's name in the data. */
export function fieldName(field: Field): string {
  return field.name ?? field.id;
}
