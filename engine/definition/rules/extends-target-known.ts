import { dependencies } from "../load-order.ts";
import type { Finding, Rule } from "./rule.ts";

/** Packages that a package depends on or extends are there; checked only where other packages are given. */
export const extendsTargetKnown: Rule = {
  name: "extends-target-known",
  check: ({ pkg, packages, knows }) => {
    const { extends: base, recordTypes } = pkg.manifest;
    const found: Finding[] = [];
    if (base && recordTypes?.length !== 1) {
      found.push({
        file: "manifest.json",
        pointer: "/recordTypes",
        message: "沿用其他记录类型的定义包应有恰好一个记录类型",
        hint: "请只保留一个记录类型",
      });
    }
    if (packages.size === 1) return found;
    for (const key of dependencies(pkg).filter((one) => !packages.has(one))) {
      found.push({
        file: "manifest.json",
        pointer: key === base?.package ? "/extends/package" : "/dependsOn",
        message: `依赖的定义包“${key}”不存在`,
        hint: `请先导入或发布“${key}”，或去掉这项依赖`,
      });
    }
    if (base && knows(`${base.package}/${base.recordType}`) === false) {
      found.push({
        file: "manifest.json",
        pointer: "/extends/recordType",
        message: `要沿用的记录类型“${base.package}/${base.recordType}”不存在`,
        hint: "请改成那个定义包里的记录类型",
      });
    }
    return found;
  },
};
