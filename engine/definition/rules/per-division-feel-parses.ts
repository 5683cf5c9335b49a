import { checkExpression } from "../../expression/index.ts";
import type { Finding, Rule } from "./rule.ts";

/** Values that follow a division are FEEL the product accepts. */
export const perDivisionFeelParses: Rule = {
  name: "per-division-feel-parses",
  check: ({ recordTypes }) =>
    recordTypes.flatMap(({ perDivision }, at): Finding[] =>
      (["follow", "prefill"] as const).flatMap((part) =>
        Object.entries(perDivision?.[part] ?? {}).flatMap(([field, source]): Finding[] => {
          const problem = checkExpression(source);
          const pointer = `/recordTypes/${at}/perDivision/${part}/${field}`;
          return problem
            ? [{ file: "manifest.json", pointer, message: problem.message, hint: "请改写这个 FEEL 表达式" }]
            : [];
        }),
      ),
    ),
};
