import type { FormSchema } from "../../form/index.ts";
import type { Finding, Rule } from "./rule.ts";
import { schemasIn } from "./schema-walk.ts";

function fieldsOf(table: FormSchema): [string, FormSchema][] {
  return Object.entries(table.properties ?? {});
}

/** A field that depends on another's choice stands beside it, and its code list says whose codes the parents are. */
export const optionParentExists: Rule = {
  name: "option-parent-exists",
  check: ({ pkg, packages }) =>
    Object.entries(pkg.schemas).flatMap(([file, root]) =>
      [...schemasIn(root)].flatMap(([pointer, table]) =>
        fieldsOf(table).flatMap(([name, field]): Finding[] => {
          const { list = "", parentField } = field["x-options"] ?? field.items?.["x-options"] ?? {};
          if (parentField === undefined) return [];
          const place = { file, pointer: `${pointer}/properties/${name}/x-options/parentField` };
          const title = field.title ?? name;
          const other = table.properties?.[parentField]?.["x-options"]?.list;
          if (!other) {
            const message = `“${title}”要依据的字段“${parentField}”不存在，或不是从代码表选择的`;
            return [{ ...place, message, hint: "请改成同一张表里从代码表选择的字段" }];
          }
          const [packageKey = "", key = ""] = list.split("/");
          const declared = packages.get(packageKey)?.codeLists.find((one) => one.key === key);
          if (!declared || declared.parentList === other) return [];
          const message = `“${title}”的代码表没有声明上级是“${other}”`;
          return [{ ...place, message, hint: "请在代码表中写明 parentList，并给每个值写上 parent" }];
        }),
      ),
    ),
};
