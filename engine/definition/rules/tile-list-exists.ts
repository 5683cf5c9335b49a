import type { Finding, Rule } from "./rule.ts";

/** A tile counts a list of the package, or the values of a code list. */
export const tileListExists: Rule = {
  name: "tile-list-exists",
  check: ({ pkg: { views }, packages }) =>
    (views.tiles ?? []).flatMap(({ title, list, codeList }, at): Finding[] => {
      const pointer = `/tiles/${at}/${list === undefined && codeList !== undefined ? "codeList" : "list"}`;
      if ((list === undefined) === (codeList === undefined)) {
        const message = `磁贴“${title}”应统计一个列表，或一个代码表，两者取一`;
        return [{ file: "views.json", pointer, message, hint: "请只写 list 或只写 codeList" }];
      }
      const [packageKey = "", key = ""] = codeList?.split("/") ?? [];
      const found = codeList
        ? packages.get(packageKey)?.codeLists.some((one) => one.key === key && one.maintainedBy)
        : views.lists?.some((one) => one.key === list);
      if (found) return [];
      const message = codeList
        ? `磁贴“${title}”要打开的代码表“${codeList}”不存在或不能维护`
        : `磁贴“${title}”要统计的列表“${list}”不存在`;
      const hint = codeList ? "请改成声明了 maintainedBy 的代码表" : "请改成 lists 中的一个列表";
      return [{ file: "views.json", pointer, message, hint }];
    }),
};
