import type { Finding, Rule } from "./rule.ts";

/** dispatch, design and import are allowed only where the record type declares them. */
export const accessAction: Rule = {
  name: "access-action",
  check: ({ pkg: { access, manifest }, recordType }) =>
    access.rules.flatMap(({ recordType: key, actions }, at): Finding[] => {
      const settings = recordType(key);
      if (!settings || manifest.extends) return [];
      const lacking = [
        ...(actions.includes("dispatch") && !settings.dispatch ? [["dispatch", "下发", "dispatch"]] : []),
        ...(actions.includes("import") && !settings.import ? [["import", "从 Excel 导入", "import"]] : []),
        ...(actions.includes("design") && !settings.ownForm ? [["design", "自有表单", "ownForm"]] : []),
      ];
      return lacking.map(([action, what, part]) => ({
        file: "access.json",
        pointer: `/rules/${at}/actions`,
        message: `第 ${at + 1} 条权限规则允许“${action}”，但记录类型“${settings.title}”没有声明${what}`,
        hint: `请去掉“${action}”，或在 manifest.json 中为它声明 ${part}`,
      }));
    }),
};
