import type { DefinitionPackage } from "../package.ts";
import type { Rule } from "./rule.ts";

function offeredBy({ views, codeLists }: DefinitionPackage, screen: string): { kind: string; keys: string[] } {
  const keys = (views: readonly { key: string }[] | undefined) => (views ?? []).map(({ key }) => key);
  if (screen === "statistics") return { kind: "统计表", keys: keys(views.statistics) };
  if (screen === "codeList") return { kind: "代码表", keys: keys(codeLists.filter((list) => list.maintainedBy)) };
  return { kind: "列表", keys: keys(views.lists) };
}

/** A menu opens a view of the package that fits its screen. */
export const menuViewExists: Rule = {
  name: "menu-view-exists",
  check: ({ pkg }) =>
    (pkg.manifest.menus ?? []).flatMap(({ title, screen, view }, at) => {
      const { kind, keys } = offeredBy(pkg, screen);
      if (keys.includes(view)) return [];
      return [
        {
          file: "manifest.json",
          pointer: `/menus/${at}/view`,
          message: `菜单“${title}”要打开的${kind}“${view}”不在这个定义包里`,
          hint: `请增加这个${kind}，或改成：${keys.join("、") || "（还没有）"}`,
        },
      ];
    }),
};
