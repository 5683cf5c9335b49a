import type { Rule } from "./rule.ts";

/** An access rule speaks of a record type of the package, or of all. */
export const accessRecordTypeExists: Rule = {
  name: "access-record-type-exists",
  check: ({ pkg: { access }, recordType, recordTypes }) =>
    access.rules.flatMap((rule, at) =>
      rule.recordType === "*" || recordType(rule.recordType)
        ? []
        : [
            {
              file: "access.json",
              pointer: `/rules/${at}/recordType`,
              message: `第 ${at + 1} 条权限规则的记录类型“${rule.recordType}”不存在`,
              hint: `请改成：*、${recordTypes.map(({ key }) => key).join("、")}`,
            },
          ],
    ),
};
