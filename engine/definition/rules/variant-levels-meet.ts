import type { Finding, Rule } from "./rule.ts";

/** The variants of a form that extends another leave at least one level that fills both; else nobody could file it. */
export const variantLevelsMeet: Rule = {
  name: "variant-levels-meet",
  check: ({ pkg, packages, recordTypes }) => {
    const { extends: base } = pkg.manifest;
    const below = base && packages.get(base.package)?.manifest.recordTypes?.find(({ key }) => key === base.recordType);
    if (!below?.variants) return [];
    const filed = new Set(below.variants.flatMap(({ levels }) => levels));
    return recordTypes.flatMap(({ title, variants }, at): Finding[] => {
      if (!variants || variants.some(({ levels }) => levels.some((level) => filed.has(level)))) return [];
      return [
        {
          file: "manifest.json",
          pointer: `/recordTypes/${at}/variants`,
          message: `“${title}”没有一个层级可以填报：它的分级表单所用的层级，“${below.title}”都不填报`,
          hint: `请至少让“${below.title}”填报的一个层级也填写这张表`,
        },
      ];
    });
  },
};
