import type { Finding, Rule } from "./rule.ts";

/**
 * Nobody who may see a record is kept from its name: desks, notices, lists, references and exports call it by that. What is
 * to stay hidden needs a field of its own.
 */
export const titleNotHidden: Rule = {
  name: "title-not-hidden",
  check: ({ pkg: { access }, recordTypes, titleFieldOf }) =>
    access.rules.flatMap(({ recordType, hidden = [] }, at): Finding[] =>
      recordTypes.flatMap(({ key, title }) => {
        const name = titleFieldOf(key);
        if ((recordType !== key && recordType !== "*") || !name || !hidden.includes(name)) return [];
        return [
          {
            file: "access.json",
            pointer: `/rules/${at}/hidden`,
            message: `第 ${at + 1} 条权限规则隐藏了“${title}”用作名称的字段“${name}”，但待办、消息和列表都用它称呼记录，隐藏不住`,
            hint: "请不要隐藏它；需要保密的内容请放在别的字段，或在 manifest.json 中改用别的字段作名称",
          },
        ];
      }),
    ),
};
