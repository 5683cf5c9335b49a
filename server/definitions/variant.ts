import { variantFor } from "../../engine/definition/index.ts";
import type { RegisteredRecordType } from "./registry.ts";

const known = new WeakMap<RegisteredRecordType, Map<string, RegisteredRecordType>>();

/**
 * The record type as units of a level fill it; as it is where it has no variants, or none for that level. The same object
 * each time, so that what is compiled of it is compiled once.
 */
export function atLevel(resolved: RegisteredRecordType, level: number): RegisteredRecordType {
  const variant = variantFor(resolved.variants, level);
  if (!variant) return resolved;
  const made = known.get(resolved) ?? new Map<string, RegisteredRecordType>();
  known.set(resolved, made);
  const { key, title, schema, ui } = variant;
  const found = made.get(key) ?? { ...resolved, schema, ui, variant: { key, title } };
  made.set(key, found);
  return found;
}

/** Whether units of a level file records of this type at all. */
export function isFiledAt({ variants }: RegisteredRecordType, level: number): boolean {
  return variants.length === 0 || variantFor(variants, level) !== undefined;
}
