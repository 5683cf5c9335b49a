import { evaluateFeel } from "../expression/index.ts";
import type { CrossFieldRule, FormError, FormSchema } from "./dialect.ts";
import { fieldAt } from "./pointer.ts";

type Verdict = { holds: true } | { holds: false; message: string };

function judge(rule: CrossFieldRule, context: Record<string, unknown>): Verdict {
  for (const [part, source] of [["when", rule.when] as const, ["assert", rule.assert] as const]) {
    if (source === undefined) continue;
    const result = evaluateFeel(source, context);
    if (!result.ok) {
      return { holds: false, message: `校验规则“${rule.message}”无法计算（${result.message}），请联系表单设计人员` };
    }
    if (part === "when" && result.value !== true) return { holds: true };
    if (part === "assert" && result.value === false) return { holds: false, message: rule.message };
  }
  return { holds: true };
}

/**
 * What the schema's cross-field rules of one severity find; a rule over fields not yet filled (FEEL null) finds nothing.
 */
export function ruleFindings(
  schema: FormSchema,
  data: unknown,
  severity: NonNullable<CrossFieldRule["severity"]>,
): FormError[] {
  if (typeof data !== "object" || data === null) return [];
  const rules = (schema["x-rules"] ?? []).filter((rule) => (rule.severity === "warning") === (severity === "warning"));
  return rules.flatMap((rule) => {
    const verdict = judge(rule, data as Record<string, unknown>);
    if (verdict.holds) return [];
    const pointers = rule.fields?.length ? rule.fields : [""];
    return pointers.map((pointer) => ({
      pointer,
      keyword: "rule",
      message: verdict.message,
      title: fieldAt(schema, pointer).title || (schema.title ?? ""),
    }));
  });
}
