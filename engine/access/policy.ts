import type { Access, AccessRule } from "../definition/meta/access.gen.ts";

/** What may be done with a row. */
export type Action = AccessRule["actions"][number];

/** The rules of one record type by action, ready to be asked. */
export interface AccessPolicy {
  readonly recordType: string;
  readonly rules: readonly AccessRule[];
  readonly byAction: ReadonlyMap<Action, readonly AccessRule[]>;
}

/**
 * Picks out the rules of one record type, once per version; `recordType` is the short key.
 * @param reserved what only the system does with such records, whatever the rules say.
 */
export function compileAccess(access: Access, recordType: string, reserved: readonly Action[] = []): AccessPolicy {
  const rules = access.rules
    .filter((rule) => rule.recordType === "*" || rule.recordType === recordType)
    .map((rule) => ({ ...rule, actions: rule.actions.filter((action) => !reserved.includes(action)) }));
  const byAction = new Map<Action, AccessRule[]>();
  for (const rule of rules) {
    for (const action of rule.actions) byAction.set(action, [...(byAction.get(action) ?? []), rule]);
  }
  return { recordType, rules, byAction };
}
