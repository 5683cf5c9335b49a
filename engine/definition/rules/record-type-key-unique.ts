import type { Rule } from "./rule.ts";

const repeated = (keys: string[]): number[] => keys.flatMap((key, at) => (keys.indexOf(key) < at ? [at] : []));

/** Keys of record types, processes, menus, code lists and views are not used twice. */
export const recordTypeKeyUnique: Rule = {
  name: "record-type-key-unique",
  check: ({ pkg: { manifest, views, codeLists } }) => {
    const sets: [string, string, string, { key: string }[]][] = [
      ["manifest.json", "/recordTypes", "记录类型", manifest.recordTypes ?? []],
      ["manifest.json", "/processes", "流程", manifest.processes ?? []],
      ["manifest.json", "/menus", "菜单", manifest.menus ?? []],
      ["manifest.json", "/codeLists", "代码表", codeLists],
      ["views.json", "/lists", "列表", views.lists ?? []],
      ["views.json", "/tiles", "磁贴", views.tiles ?? []],
      ["views.json", "/statistics", "统计表", views.statistics ?? []],
    ];
    return sets.flatMap(([file, pointer, kind, entries]) =>
      repeated(entries.map(({ key }) => key)).map((at) => ({
        file,
        pointer: `${pointer}/${at}`,
        message: `${kind}的标识“${entries[at]?.key}”用了两次`,
        hint: "请给其中一个换一个标识",
      })),
    );
  },
};
