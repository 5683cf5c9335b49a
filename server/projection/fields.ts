import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { projectedFields } from "../../engine/view/index.ts";

const names = new WeakMap<ResolvedRecordType, readonly string[]>();

/** Names of the fields that a record type keeps in columns; worked out once per version. */
export function fieldsOf(resolved: ResolvedRecordType): readonly string[] {
  const known = names.get(resolved) ?? projectedFields(resolved).map(({ field }) => field);
  names.set(resolved, known);
  return known;
}
