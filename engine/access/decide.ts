import type { AccessRule } from "../definition/meta/access.gen.ts";
import type { Condition } from "../definition/meta/views.gen.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import type { AccessPolicy, Action } from "./policy.ts";
import type { RowFacts, Subject } from "./subject.ts";

/** Whether a rule speaks of this account at all. */
export function appliesTo(rule: AccessRule, subject: Subject): boolean {
  return rule.roles.some((role) => role === "*" || subject.roles.includes(role));
}

function scopeOf(rule: AccessRule, subject: Subject): Condition | null {
  switch (rule.rows ?? "all") {
    case "division":
      return { field: "$division", op: "within", value: subject.divisionCode };
    case "unit":
      return { field: "$unit", op: "eq", value: subject.orgUnitId };
    case "own":
      return { field: "$createdBy", op: "eq", value: subject.accountId };
    default:
      return null;
  }
}

/** The rows one rule opens to an account; true means all. */
export function rowsOf(rule: AccessRule, subject: Subject): true | Condition {
  const parts = [scopeOf(rule, subject), rule.where ?? null].filter((part) => part !== null);
  if (parts.length === 0) return true;
  return parts.length === 1 ? (parts[0] as Condition) : { all: parts };
}

/** May this account do it: to every row (true), to none (false), or to the rows that meet the condition. */
export function decide(policy: AccessPolicy, subject: Subject, action: Action): true | false | Condition {
  const rules = (policy.byAction.get(action) ?? []).filter((rule) => appliesTo(rule, subject));
  const conditions = new Map<string, Condition>();
  for (const rule of rules) {
    const rows = rowsOf(rule, subject);
    if (rows === true) return true;
    conditions.set(JSON.stringify(rows), rows);
  }
  const parts = [...conditions.values()];
  if (parts.length === 0) return false;
  return parts.length === 1 ? (parts[0] as Condition) : { any: parts };
}

/** May this account do it to this row; the same decision as decide, evaluated over the row's values. */
export function allows(policy: AccessPolicy, subject: Subject, action: Action, row: RowFacts): boolean {
  const decision = decide(policy, subject, action);
  return typeof decision === "boolean" ? decision : evaluateCondition(decision, row);
}
