import { checkExpression } from "../../expression/index.ts";
import type { FormSchema } from "../../form/index.ts";
import type { Finding, Rule } from "./rule.ts";
import { schemasIn } from "./schema-walk.ts";

interface Source {
  pointer: string;
  source: unknown;
}

function sourcesOf(pointer: string, schema: FormSchema): Source[] {
  const { "x-computed": computed, "x-rules": rules } = schema as Record<string, unknown>;
  const checks = Array.isArray(rules) ? (rules as Record<string, unknown>[]) : [];
  return [
    { pointer: `${pointer}/x-computed`, source: computed },
    ...checks.flatMap((check, at) =>
      ["when", "assert"].map((part) => ({ pointer: `${pointer}/x-rules/${at}/${part}`, source: check?.[part] })),
    ),
  ].filter(({ source }) => source !== undefined);
}

/** Formulas of computed fields and of rules over several fields are FEEL the product accepts. */
export const schemaFeelParses: Rule = {
  name: "schema-feel-parses",
  check: ({ pkg }) =>
    Object.entries(pkg.schemas).flatMap(([file, schema]) =>
      [...schemasIn(schema)]
        .flatMap(([pointer, inner]) => sourcesOf(pointer, inner))
        .flatMap(({ pointer, source }): Finding[] => {
          const problem = typeof source === "string" ? checkExpression(source) : { message: "公式应是一段文字" };
          return problem ? [{ file, pointer, message: problem.message, hint: "请改写这个 FEEL 表达式" }] : [];
        }),
    ),
};
