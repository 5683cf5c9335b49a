import { obligationFields, recordFields } from "../../view/system-fields.ts";
import { schemaFields } from "../../view/view-fields.ts";
import type { Rule } from "./rule.ts";
import { viewUses } from "./view-uses.ts";

/** Columns, filters, sort orders, dimensions, measures and conditions name fields that views can use. */
export const viewFieldExists: Rule = {
  name: "view-field-exists",
  check: (context) =>
    viewUses(context).flatMap(({ field, pointer, where, recordType, ofObligation }) => {
      const schema = context.schemaOf(recordType);
      if (!schema) return [];
      const system = ofObligation ? obligationFields : recordFields;
      const known = Object.hasOwn(field.startsWith("$") ? system : schemaFields(schema), field);
      if (known) return [];
      const why = Object.hasOwn(schema.properties ?? {}, field) ? "是表格、附件或一组内容，不能用在这里" : "不存在";
      return [
        {
          file: "views.json",
          pointer,
          message: `${where}用到的字段“${field}”${why}`,
          hint: "请改成这个记录类型的单值字段，或以 $ 开头的系统字段",
        },
      ];
    }),
};
