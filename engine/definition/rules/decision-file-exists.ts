import type { Finding, Rule } from "./rule.ts";

/** A declared decision has its DMN file in the package, under a key of its own. */
export const decisionFileExists: Rule = {
  name: "decision-file-exists",
  check({ pkg: { manifest, files } }) {
    const decisions = manifest.decisions ?? [];
    return decisions.flatMap(({ key, title, file }, at): Finding[] => {
      if (decisions.findIndex((other) => other.key === key) !== at) {
        const message = `有两个决策的标识都是“${key}”`;
        return [{ file: "manifest.json", pointer: `/decisions/${at}/key`, message, hint: "请改成不同的标识" }];
      }
      if (file in files) return [];
      const message = `决策“${title}”的文件“${file}”不在定义包里`;
      const hint = `请补上“${file}”，或去掉这个决策`;
      return [{ file: "manifest.json", pointer: `/decisions/${at}/file`, message, hint }];
    });
  },
};
