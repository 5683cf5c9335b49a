import { type FormSchema, kindOf, resolve } from "../../form/index.ts";
import { inlineReferences } from "../references.ts";
import type { Packages } from "../resolve.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";
import { schemasIn } from "./schema-walk.ts";

/** What is wrong with a sub-table that is offered for choice. */
function offerFault(schema: FormSchema, field: string, titleFields: readonly string[]): string | undefined {
  const table = resolve(schema.properties?.[field] ?? {}, schema);
  if (kindOf(table) !== "subTable") return `“${field}”不是子表`;
  const columns = resolve(table.items ?? {}, schema).properties ?? {};
  if (!columns.id || columns.id.title)
    return `子表“${table.title ?? field}”的行没有系统编号，请加上不带 title 的 id 列`;
  const missing = titleFields.find((name) => !Object.hasOwn(columns, name));
  return missing === undefined ? undefined : `子表“${table.title ?? field}”没有“${missing}”这一列`;
}

function offers({ recordTypes, schemaOf }: RuleContext): Finding[] {
  return recordTypes.flatMap(({ key, title, rowChoices = [] }, at) => {
    const schema = schemaOf(key);
    if (!schema) return [];
    return rowChoices.flatMap(({ field, titleFields }, step): Finding[] => {
      const fault = offerFault(schema, field, titleFields);
      if (fault === undefined) return [];
      return [
        {
          file: "manifest.json",
          pointer: `/recordTypes/${at}/rowChoices/${step}`,
          message: `记录类型“${title}”供选用的明细有误：${fault}`,
          hint: "请改成这个记录类型的子表和它的列",
        },
      ];
    });
  });
}

const offered = (packages: Packages, recordType: string, table: string): boolean => {
  const [packageKey = "", key] = recordType.split("/");
  const pkg = packages.get(packageKey);
  const settings = pkg?.manifest.recordTypes?.find((one) => one.key === key);
  return !settings || (settings.rowChoices ?? []).some(({ field }) => field === table);
};

/** What is wrong with a field that chooses a row; `scopes` are the properties beside it, then those of the record. */
function choiceFault(
  { of, table }: NonNullable<FormSchema["x-row"]>,
  scopes: readonly Record<string, FormSchema>[],
  root: FormSchema,
  packages: Packages,
): string | undefined {
  const beside = scopes.map((scope) => scope[of]).find((one) => one !== undefined);
  const target = beside && resolve(beside, root)["x-reference"]?.recordType;
  if (!target) return `旁边没有名为“${of}”的关联字段`;
  return offered(packages, target, table) ? undefined : `“${target}”没有把“${table}”列为可供选用的明细`;
}

function choices({ pkg, packages }: RuleContext): Finding[] {
  return Object.entries(pkg.schemas).flatMap(([file, source]) => {
    const root = inlineReferences(source, packages);
    return [...schemasIn(root)].flatMap(([pointer, owner]) =>
      Object.entries(owner.properties ?? {}).flatMap(([name, property]): Finding[] => {
        const field = typeof property === "object" && property !== null ? resolve(property, root) : undefined;
        const choice = field?.["x-row"];
        if (!choice) return [];
        const fault = choiceFault(choice, [owner.properties ?? {}, root.properties ?? {}], root, packages);
        if (fault === undefined) return [];
        return [
          {
            file,
            pointer: `${pointer}/properties/${name}/x-row`,
            message: `字段“${field?.title ?? name}”无法选择明细：${fault}`,
            hint: "请让 x-row 的 of 指向一个关联字段，table 写对方 rowChoices 中的子表",
          },
        ];
      }),
    );
  });
}

/** Sub-tables offered for choice exist, and a field that chooses a row stands beside a reference to what offers it. */
export const rowChoiceExists: Rule = {
  name: "row-choice-exists",
  check: (context) => [...offers(context), ...choices(context)],
};
