import type { Finding, Rule } from "./rule.ts";

/** The layout files that a record type and its form variants name are in the package. */
export const uiFileExists: Rule = {
  name: "ui-file-exists",
  check: ({ pkg, recordTypes }) =>
    recordTypes.flatMap(({ title, ui, variants = [] }, at) => {
      const named = [
        { file: ui, pointer: `/recordTypes/${at}/ui` },
        ...variants.map((variant, step) => ({ file: variant.ui, pointer: `/recordTypes/${at}/variants/${step}/ui` })),
      ];
      return named.flatMap(({ file, pointer }): Finding[] =>
        file === undefined || file in pkg.uis
          ? []
          : [
              {
                file: "manifest.json",
                pointer,
                message: `记录类型“${title}”的界面文件“${file}”不在定义包里`,
                hint: `请补上“${file}”，或去掉这一项（按字段顺序显示）`,
              },
            ],
      );
    }),
};
