import { schemaFields } from "../../view/view-fields.ts";
import type { Finding, Rule } from "./rule.ts";

const system = ["$unit", "$division", "$period", "$subject"];

/** Fields of uniqueness, indexes and routing exist and hold single values. */
export const uniqueFieldExists: Rule = {
  name: "unique-field-exists",
  check: ({ recordTypes, schemaOf }) =>
    recordTypes.flatMap(({ key, title, unique, index, routing }, at): Finding[] => {
      const schema = schemaOf(key);
      if (!schema) return [];
      const known = new Set([...system, ...Object.keys(schemaFields(schema))]);
      const named = [
        ...(unique ?? []).flatMap(({ fields }, step) =>
          fields.map((field) => ({ field, part: `unique/${step}/fields` })),
        ),
        ...(index ?? []).map((field) => ({ field, part: "index" })),
        ...(routing ?? []).map((field) => ({ field, part: "routing" })),
      ];
      return named
        .filter(({ field }) => !known.has(field))
        .map(({ field, part }) => ({
          file: "manifest.json",
          pointer: `/recordTypes/${at}/${part}`,
          message: `记录类型“${title}”的 ${part.split("/")[0]} 用到的字段“${field}”不存在，或不是单个的值`,
          hint: `请改成这个记录类型的单值字段${part.startsWith("unique") ? `，或 ${system.join("、")}` : ""}`,
        }));
    }),
};
