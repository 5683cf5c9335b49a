import { resolve } from "../../form/index.ts";
import { sqlTypeOf } from "../../view/view-fields.ts";
import type { Rule } from "./rule.ts";

/** The field that names a record is a text of its schema. */
export const titleFieldExists: Rule = {
  name: "title-field-exists",
  check: ({ recordTypes, schemaOf }) =>
    recordTypes.flatMap(({ key, title, titleField }, at) => {
      const schema = schemaOf(key);
      const field = schema?.properties?.[titleField];
      if (!schema || (field && sqlTypeOf(resolve(field, schema)))) return [];
      return [
        {
          file: "manifest.json",
          pointer: `/recordTypes/${at}/titleField`,
          message: `记录类型“${title}”用作名称的字段“${titleField}”不存在，或不是单个的值`,
          hint: "请改成数据结构里的一个文字字段",
        },
      ];
    }),
};
