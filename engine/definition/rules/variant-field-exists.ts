import type { RecordType } from "../meta/manifest.gen.ts";
import type { Finding, Rule } from "./rule.ts";

type Variant = NonNullable<RecordType["variants"]>[number];

/** What is wrong with one name a variant gives, by the part it stands in. */
function faults(
  { without = [], required = [], titles = {} }: Variant,
  { titleField, unique = [] }: RecordType,
  { known, inherited }: { known: ReadonlySet<string>; inherited: ReadonlySet<string> },
): [part: string, field: string, fault: string][] {
  const named: [string, string][] = [
    ...without.map((field): [string, string] => ["without", field]),
    ...required.map((field): [string, string] => ["required", field]),
    ...Object.keys(titles).map((field): [string, string] => ["titles", field]),
  ];
  const needed = new Set([titleField, ...unique.flatMap(({ fields }) => fields)]);
  return [
    ...named
      .filter(([, field]) => !known.has(field))
      .map(([part, field]): [string, string, string] => [part, field, "不存在"]),
    ...named
      .filter(([, field]) => inherited.has(field))
      .map(([part, field]): [string, string, string] => [part, field, "属于所沿用的记录类型，不能在这里改"]),
    ...without
      .filter((field) => needed.has(field))
      .map((field): [string, string, string] => ["without", field, "是记录的名称或唯一约束，不能去掉"]),
    ...required
      .filter((field) => without.includes(field))
      .map((field): [string, string, string] => ["required", field, "在这个分级表单中已去掉，不能又是必填"]),
  ];
}

/**
 * A form variant speaks of fields that exist, keeps what names a record, and demands nothing it leaves out; in a form that
 * extends another it speaks of the added fields only, since the base's process, views and dispatch rely on its own.
 */
export const variantFieldExists: Rule = {
  name: "variant-field-exists",
  check: ({ pkg, recordTypes, schemaOf }) =>
    recordTypes.flatMap((recordType, at) => {
      const schema = schemaOf(recordType.key);
      if (!schema) return [];
      const known = new Set(Object.keys(schema.properties ?? {}));
      const added = pkg.schemas[recordType.schema]?.properties ?? {};
      const inherited = new Set([...known].filter((name) => pkg.manifest.extends && !Object.hasOwn(added, name)));
      return (recordType.variants ?? []).flatMap((variant, step) =>
        faults(variant, recordType, { known, inherited }).map(
          ([part, field, fault]): Finding => ({
            file: "manifest.json",
            pointer: `/recordTypes/${at}/variants/${step}/${part}`,
            message: `“${recordType.title}”的分级表单“${variant.title}”中，字段“${field}”${fault}`,
            hint: "请改正 manifest.json 中这个分级表单的字段",
          }),
        ),
      );
    }),
};
