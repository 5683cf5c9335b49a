import type { Rule } from "./rule.ts";

/** A menu opens a view of the package that fits its screen. */
export const menuViewExists: Rule = {
  name: "menu-view-exists",
  check: ({ pkg: { manifest, views } }) =>
    (manifest.menus ?? []).flatMap(({ title, screen, view }, at) => {
      const offered: { key: string }[] = (screen === "statistics" ? views.statistics : views.lists) ?? [];
      if (offered.some(({ key }) => key === view)) return [];
      const kind = screen === "statistics" ? "统计表" : "列表";
      return [
        {
          file: "manifest.json",
          pointer: `/menus/${at}/view`,
          message: `菜单“${title}”要打开的${kind}“${view}”不在 views.json 里`,
          hint: `请在 views.json 中增加这个${kind}，或改成：${offered.map(({ key }) => key).join("、") || "（还没有）"}`,
        },
      ];
    }),
};
