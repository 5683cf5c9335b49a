import { resolve } from "../../form/index.ts";
import type { Finding, Rule } from "./rule.ts";

/** Child records exist and refer to their parent by the field named. */
export const childReferencePointsBack: Rule = {
  name: "child-reference-points-back",
  check: ({ pkg, recordTypes, recordType, schemaOf }) =>
    recordTypes.flatMap((parent, at) =>
      (parent.children ?? []).flatMap((child, step): Finding[] => {
        const pointer = `/recordTypes/${at}/children/${step}`;
        const settings = recordType(child.recordType);
        if (!settings) {
          return [
            {
              file: "manifest.json",
              pointer: `${pointer}/recordType`,
              message: `“${parent.title}”的下级记录类型“${child.recordType}”不存在`,
              hint: "请改成这个定义包里的记录类型",
            },
          ];
        }
        const schema = schemaOf(child.recordType);
        const field = schema?.properties?.[child.field];
        const target = field && schema && resolve(field, schema)["x-reference"]?.recordType;
        if (!schema || target === `${pkg.key}/${parent.key}`) return [];
        return [
          {
            file: "manifest.json",
            pointer: `${pointer}/field`,
            message: `“${settings.title}”的字段“${child.field}”没有指向“${parent.title}”，无法找到下级记录`,
            hint: `请在 ${settings.schema} 中为它写上 "x-reference": {"recordType": "${pkg.key}/${parent.key}"}`,
          },
        ];
      }),
    ),
};
