import { checkExpression } from "../../expression/index.ts";
import type { Finding, Rule } from "./rule.ts";

/** What a new record begins with fills fields of its own, by expressions the product accepts. */
export const initialFieldExists: Rule = {
  name: "initial-field-exists",
  check: ({ recordTypes, schemaOf }) =>
    recordTypes.flatMap(({ key, title, initial = {} }, at) =>
      Object.entries(initial).flatMap(([field, source]): Finding[] => {
        const place = { file: "manifest.json", pointer: `/recordTypes/${at}/initial/${field}` };
        if (!Object.hasOwn(schemaOf(key)?.properties ?? {}, field)) {
          const message = `“${title}”新建时的内容用到的字段“${field}”不存在`;
          return [{ ...place, message, hint: "请改成这个记录类型的字段，或去掉它" }];
        }
        const problem = checkExpression(source);
        return problem ? [{ ...place, message: problem.message, hint: "请改写这个 FEEL 表达式" }] : [];
      }),
    ),
};
