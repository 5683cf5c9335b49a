import type { Finding, Rule } from "./rule.ts";

/** Of a type's form variants at most one is for each level, and each has a key of its own. */
export const variantLevelOnce: Rule = {
  name: "variant-level-once",
  check: ({ recordTypes }) =>
    recordTypes.flatMap(({ title, variants = [] }, at) =>
      variants.flatMap((variant, step): Finding[] => {
        const before = variants.slice(0, step);
        const level = variant.levels.find((one) => before.some(({ levels }) => levels.includes(one)));
        const twice = before.some(({ key }) => key === variant.key);
        if (level === undefined && !twice) return [];
        return [
          {
            file: "manifest.json",
            pointer: `/recordTypes/${at}/variants/${step}${twice ? "/key" : "/levels"}`,
            message: twice
              ? `记录类型“${title}”有两个标识为“${variant.key}”的分级表单`
              : `记录类型“${title}”有两个分级表单都用于同一层级“${level}”`,
            hint: twice ? "请为每个分级表单取不同的标识" : "每个层级只能有一个分级表单，请去掉一处",
          },
        ];
      }),
    ),
};
