import type { AccessRule } from "../definition/meta/access.gen.ts";
import { appliesTo, rowsOf } from "./decide.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import type { AccessPolicy, Action } from "./policy.ts";
import type { RowFacts, Subject } from "./subject.ts";

/** Fields an account does not see, and fields it sees but may not change. */
export interface FieldAccess {
  hidden: string[];
  readOnly: string[];
}

/** Whether every row the second rule opens is surely opened by the first as well. */
function covers(wide: AccessRule, narrow: AccessRule): boolean {
  if (wide.where !== undefined) return JSON.stringify(wide) === JSON.stringify(narrow);
  const rows = wide.rows ?? "all";
  const other = narrow.rows ?? "all";
  return rows === "all" || rows === other;
}

/** A field counts as restricted when a rule restricts it and no other rule that opens the same rows leaves it free. */
function restricted(rules: readonly AccessRule[], part: "hidden" | "readOnly"): string[] {
  const named = new Set(rules.flatMap((rule) => rule[part] ?? []));
  return [...named].filter((field) => {
    const holding = rules.filter((rule) => rule[part]?.includes(field));
    const free = rules.filter((rule) => !rule[part]?.includes(field));
    return holding.some((rule) => !free.some((other) => covers(other, rule)));
  });
}

const meets = (rule: AccessRule, subject: Subject, row: RowFacts): boolean => {
  const rows = rowsOf(rule, subject);
  return rows === true || evaluateCondition(rows, row);
};

function freeOnRow(rules: readonly AccessRule[], part: "hidden" | "readOnly"): string[] {
  const [first, ...others] = rules;
  return (first?.[part] ?? []).filter((field) => others.every((rule) => rule[part]?.includes(field)));
}

/**
 * The field restrictions of an account. With a row: what no rule that opens the row leaves free. Without one: what may be
 * restricted on some row, so a list never shows a field that a single record would hide.
 */
export function fieldAccess(policy: AccessPolicy, subject: Subject, row?: RowFacts): FieldAccess {
  const rulesFor = (actions: readonly Action[]) =>
    policy.rules
      .filter((rule) => rule.actions.some((action) => actions.includes(action)) && appliesTo(rule, subject))
      .filter((rule) => row === undefined || meets(rule, subject, row));
  const find = row === undefined ? restricted : freeOnRow;
  return {
    hidden: find(rulesFor(["read", "export", "statistics"]), "hidden").sort(),
    readOnly: find(rulesFor(["create", "edit", "submit"]), "readOnly").sort(),
  };
}
