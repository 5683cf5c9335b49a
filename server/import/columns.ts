import { kindOf, resolve } from "../../engine/form/index.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";

/** A column of the sheet that is imported. */
export interface ImportColumn {
  field: string;
  title: string;
  required: boolean;
}

const left = new Set<unknown>(["attachment", "image", "subTable", "computed", "serial", "account", undefined]);

/** The fields a row may hold, in the form's order: what is typed, chosen or named, and is not the same for all rows. */
export function importColumns({ schema, recordType }: RegisteredRecordType): ImportColumn[] {
  const fixed = recordType.import?.values ?? {};
  return Object.entries(schema.properties ?? {})
    .map(([field, property]) => ({ field, property: resolve(property, schema) }))
    .filter(({ field, property }) => !left.has(kindOf(property)) && !Object.hasOwn(fixed, field))
    .map(({ field, property }) => ({
      field,
      title: property.title ?? field,
      required: schema.required?.includes(field) ?? false,
    }));
}
