import type { SubSchema } from "./check.ts";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The schemas that look at the very same value. */
function beside(schema: Record<string, unknown>, target: (reference: string) => SubSchema): unknown[] {
  const { $ref, allOf, anyOf, oneOf, not, if: test, then: holds, else: fails, dependencies } = schema;
  const lists = [allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const needed = isObject(dependencies) ? Object.values(dependencies).filter((part) => !Array.isArray(part)) : [];
  return [...($ref === undefined ? [] : [target(String($ref))]), ...lists, not, test, holds, fails, ...needed];
}

/** Whether a schema leads back to itself without going into the data, so that looking at a value would never end. */
export function isEndless(schema: unknown, target: (reference: string) => SubSchema): boolean {
  const open = new Set<unknown>();
  const done = new Set<unknown>();
  const leadsBack = (at: unknown): boolean => {
    if (!isObject(at) || done.has(at)) return false;
    if (open.has(at)) return true;
    open.add(at);
    const found = beside(at, target).some(leadsBack);
    open.delete(at);
    done.add(at);
    return found;
  };
  return leadsBack(schema);
}
