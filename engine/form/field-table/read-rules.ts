import type { CrossFieldRule, FormSchema } from "../dialect.ts";
import { sameValue } from "../same.ts";
import { checkMessage, compileChecks } from "./checks.ts";
import type { Comparison, Field, FieldCheck, FieldTable, FieldTerm } from "./field-table.ts";
import { fieldName } from "./ids.ts";

const comparison = /^([A-Za-z]\w*) (=|!=|<=|>=|<|>) (.+)$/s;

function literalOf(text: string): FieldTerm["value"] {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || typeof value === "object" ? undefined : (value as FieldTerm["value"]);
  } catch {
    return undefined;
  }
}

/** The term that a comparison in FEEL stands for. */
function termOf(text: string, ids: ReadonlyMap<string, string>): FieldTerm | undefined {
  const [, name = "", compare = "", right = ""] = comparison.exec(text) ?? [];
  const field = ids.get(name);
  if (!field) return undefined;
  if (compare === "!=" && right === "null") return { field, compare: "filled" };
  const value = literalOf(right);
  if (value !== undefined) return { field, compare: compare as Comparison, value };
  const other = ids.get(right);
  return other === undefined ? undefined : { field, compare: compare as Comparison, other };
}

/** Every comparison with which a condition may end: what stands before it only asks that something is filled. */
function endings(text: string): string[] {
  const parts = text.split(" and ");
  return parts.map((_, at) => parts.slice(at).join(" and "));
}

/** What a rule's condition says besides asking that all the demanded comparison speaks of is filled. */
function furtherCondition(rule: CrossFieldRule, alone: CrossFieldRule | undefined): string {
  const [condition = "", given = ""] = [rule.when?.replace(/^=/, ""), alone?.when?.replace(/^=/, "")];
  if (given === "") return condition;
  return condition.endsWith(` and ${given}`) ? condition.slice(0, -` and ${given}`.length) : "";
}

/** The checks that may stand behind a rule; which one does is known by compiling it again. */
function candidates(rule: CrossFieldRule, fields: Field[], ids: ReadonlyMap<string, string>): FieldCheck[] {
  const demanded = termOf(rule.assert.replace(/^=/, ""), ids);
  if (!demanded) return [];
  const severity = rule.severity === "warning" ? { severity: rule.severity } : {};
  const further = furtherCondition(rule, compileChecks({ fields, checks: [demanded] })[0]);
  const whens = endings(further).flatMap((text) => termOf(text, ids) ?? []);
  return [{ ...demanded, ...severity }, ...whens.map((when) => ({ ...demanded, when, ...severity }))];
}

function checkOf(rule: CrossFieldRule, fields: Field[], ids: ReadonlyMap<string, string>): FieldCheck | undefined {
  for (const check of candidates(rule, fields, ids)) {
    const table: FieldTable = { fields, checks: [check] };
    const written = rule.message === checkMessage(check, table) ? check : { ...check, message: rule.message };
    if (sameValue(compileChecks({ fields, checks: [written] })[0], rule)) return written;
  }
  return undefined;
}

/** The checks behind a schema's rules; a rule that none of them says is kept as it is. */
export function readRules(schema: FormSchema, fields: Field[]): Pick<FieldTable, "checks" | "rules"> {
  const ids = new Map(fields.map((field) => [fieldName(field), field.id]));
  const found = (schema["x-rules"] ?? []).map((rule) => checkOf(rule, fields, ids) ?? rule);
  const isCheck = (one: FieldCheck | CrossFieldRule): one is FieldCheck => "compare" in one;
  const checks = found.filter(isCheck);
  const rules = found.filter((one): one is CrossFieldRule => !isCheck(one));
  return { ...(checks.length > 0 && { checks }), ...(rules.length > 0 && { rules }) };
}
