import type { Finding, Rule } from "./rule.ts";

const named = { create: "新建", cancel: "取消" } as const;

/** No access rule lets anybody create or cancel a record that follows a division: it would promise what is refused. */
export const perDivisionMaintained: Rule = {
  name: "per-division-maintained",
  check: ({ pkg: { access }, recordType }) =>
    access.rules.flatMap(({ recordType: key, actions }, at): Finding[] => {
      const settings = recordType(key);
      if (!settings?.perDivision) return [];
      return (["create", "cancel"] as const)
        .filter((action) => actions.includes(action))
        .map((action) => ({
          file: "access.json",
          pointer: `/rules/${at}/actions`,
          message: `第 ${at + 1} 条权限规则允许${named[action]}“${settings.title}”，但它由系统按区划建立和撤销`,
          hint: `请去掉“${action}”；增减请由管理员导入区划`,
        }));
    }),
};
