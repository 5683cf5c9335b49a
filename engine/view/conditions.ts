import type { Condition } from "../definition/meta/views.gen.ts";

/** All of the conditions at once; what is absent or true restricts nothing. */
export function allOf(parts: readonly (Condition | true | null | undefined)[]): Condition | undefined {
  const present = parts.filter((part): part is Condition => part !== true && part !== null && part !== undefined);
  return present.length > 1 ? { all: present } : present[0];
}

/** Every field a condition names. */
export function conditionFields(condition: Condition | undefined): string[] {
  if (!condition) return [];
  const parts = [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ? [condition.not] : [])];
  return [...(condition.field ? [condition.field] : []), ...parts.flatMap(conditionFields)];
}

/** What must hold at once, as a list. */
export function conjuncts(where: Condition | undefined): Condition[] {
  return where?.all ? where.all.flatMap(conjuncts) : where ? [where] : [];
}
