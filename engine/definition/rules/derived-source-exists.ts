import { type FormSchema, resolve } from "../../form/index.ts";
import { schemaFields } from "../../view/view-fields.ts";
import { inlineReferences } from "../references.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";
import { schemasIn } from "./schema-walk.ts";

/** The schema of a record type of any known package; undefined for one that is not here. */
function targetSchema({ pkg, packages, schemaOf }: RuleContext, recordType: string): FormSchema | undefined {
  const [packageKey = "", type = ""] = recordType.split("/");
  if (packageKey === pkg.key) return schemaOf(type);
  const target = packages.get(packageKey);
  const file = target?.manifest.recordTypes?.find(({ key }) => key === type)?.schema;
  const schema = file && target?.schemas[file];
  return schema ? inlineReferences(schema, packages) : undefined;
}

function fault(context: RuleContext, holder: FormSchema, root: FormSchema, field: FormSchema): string | undefined {
  const { from, field: wanted } = field["x-derived"] as { from: string; field: string };
  const beside = resolve(holder.properties?.[from] ?? {}, root);
  const target = beside["x-reference"]?.recordType;
  if (!target) return `自动获取所依据的字段“${from}”不在旁边，或不是关联字段`;
  const schema = targetSchema(context, target);
  if (schema && !Object.hasOwn(schemaFields(schema), wanted))
    return `要自动获取的字段“${wanted}”在“${target}”中不存在，或不是单个的值`;
  return field.readOnly === true ? undefined : "是自动获取的，须设为只读";
}

/** A derived field stands beside the reference it follows, names a field of that record, and is read-only. */
export const derivedSourceExists: Rule = {
  name: "derived-source-exists",
  check: (context) =>
    Object.entries(context.pkg.schemas).flatMap(([file, root]) =>
      [...schemasIn(root)].flatMap(([pointer, holder]): Finding[] =>
        Object.entries(holder.properties ?? {})
          .filter(([, field]) => field?.["x-derived"])
          .flatMap(([name, field]): Finding[] => {
            const wrong = fault(context, holder, root, field);
            const at = `${pointer}/properties/${name}/x-derived`;
            return wrong
              ? [
                  {
                    file,
                    pointer: at,
                    message: `字段“${field.title ?? name}”${wrong}`,
                    hint: "请对照关联的记录类型修改 x-derived",
                  },
                ]
              : [];
          }),
      ),
    ),
};
