import type { Rule } from "./rule.ts";

/** Records can be handed to another account only where an account of its own owns them. */
export const inheritableIsOwned: Rule = {
  name: "inheritable-is-owned",
  check: ({ pkg, recordTypes }) =>
    recordTypes.flatMap(({ key, title, inheritable }, at) => {
      const owned = pkg.access.rules.some(
        ({ recordType, actions, rows }) => recordType === key && rows === "own" && actions.includes("edit"),
      );
      if (!inheritable || owned) return [];
      return [
        {
          file: "manifest.json",
          pointer: `/recordTypes/${at}/inheritable`,
          message: `记录类型“${title}”设为维护人可移交，但没有“只有填报账号可以修改”的规则`,
          hint: "请去掉 inheritable，或在 access.json 中加上 rows 为 own 的 edit 规则",
        },
      ];
    }),
};
