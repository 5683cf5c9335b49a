import type { Rule } from "./rule.ts";

/** A record type's layout file, where it names one, is in the package. */
export const uiFileExists: Rule = {
  name: "ui-file-exists",
  check: ({ pkg, recordTypes }) =>
    recordTypes.flatMap(({ title, ui }, at) =>
      ui === undefined || ui in pkg.uis
        ? []
        : [
            {
              file: "manifest.json",
              pointer: `/recordTypes/${at}/ui`,
              message: `记录类型“${title}”的界面文件“${ui}”不在定义包里`,
              hint: `请补上“${ui}”，或去掉这一项（按字段顺序显示）`,
            },
          ],
    ),
};
