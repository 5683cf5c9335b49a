import type { Rule } from "./rule.ts";

/** A tile counts a list of the package. */
export const tileListExists: Rule = {
  name: "tile-list-exists",
  check: ({ pkg: { views } }) =>
    (views.tiles ?? []).flatMap(({ title, list }, at) =>
      views.lists?.some(({ key }) => key === list)
        ? []
        : [
            {
              file: "views.json",
              pointer: `/tiles/${at}/list`,
              message: `磁贴“${title}”要统计的列表“${list}”不存在`,
              hint: "请改成 lists 中的一个列表",
            },
          ],
    ),
};
