import { conditionFields } from "../../view/conditions.ts";
import { recordFields } from "../../view/system-fields.ts";
import { schemaFields } from "../../view/view-fields.ts";
import type { Finding, Rule } from "./rule.ts";

/** Fields that access rules hide, protect or compare exist; a rule for all record types is checked against each. */
export const accessFieldExists: Rule = {
  name: "access-field-exists",
  check: ({ pkg: { access }, recordTypes, schemaOf }) =>
    access.rules.flatMap((rule, at): Finding[] => {
      const types = rule.recordType === "*" ? recordTypes.map(({ key }) => key) : [rule.recordType];
      const schemas = types.map(schemaOf).filter((schema) => schema !== undefined);
      const named = (part: "hidden" | "readOnly") =>
        (rule[part] ?? [])
          .filter((field) => schemas.some((schema) => !Object.hasOwn(schema.properties ?? {}, field)))
          .map((field) => ({ field, pointer: `/rules/${at}/${part}` }));
      const compared = conditionFields(rule.where)
        .filter((field) => !Object.hasOwn(recordFields, field))
        .filter((field) => schemas.some((schema) => !Object.hasOwn(schemaFields(schema), field)))
        .map((field) => ({ field, pointer: `/rules/${at}/where` }));
      return [...named("hidden"), ...named("readOnly"), ...compared].map(({ field, pointer }) => ({
        file: "access.json",
        pointer,
        message: `第 ${at + 1} 条权限规则用到的字段“${field}”不存在`,
        hint: "请改成这个记录类型的字段，或去掉它",
      }));
    }),
};
