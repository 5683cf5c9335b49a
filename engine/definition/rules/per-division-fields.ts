import { type FormSchema, resolve } from "../../form/index.ts";
import type { RecordType } from "../meta/manifest.gen.ts";
import type { Finding, Rule } from "./rule.ts";

function faults({ perDivision, titleField }: RecordType, schema: FormSchema): [string, string][] {
  if (!perDivision) return [];
  const { follow, prefill = {} } = perDivision;
  const known = (field: string) => Object.hasOwn(schema.properties ?? {}, field);
  const fixed = (field: string) => resolve(schema.properties?.[field] ?? {}, schema).readOnly === true;
  const named = (part: string, fields: object) =>
    Object.keys(fields)
      .filter((field) => !known(field))
      .map((field): [string, string] => [`${part}/${field}`, `随区划填入的字段“${field}”不存在`]);
  const open = Object.keys(follow).filter((field) => known(field) && !fixed(field));
  return [
    ...named("follow", follow),
    ...named("prefill", prefill),
    ...open.map((field): [string, string] => [`follow/${field}`, `字段“${field}”随区划变化，须在数据结构中设为只读`]),
    ...(titleField in { ...follow, ...prefill }
      ? []
      : [["follow", `没有填入用作名称的字段“${titleField}”`] as [string, string]]),
  ];
}

/** Fields filled from a division exist, those that follow it are read-only, and the record's name is among them. */
export const perDivisionFields: Rule = {
  name: "per-division-fields",
  check: ({ recordTypes, schemaOf }) =>
    recordTypes.flatMap((settings, at): Finding[] => {
      const schema = schemaOf(settings.key);
      if (!schema) return [];
      return faults(settings, schema).map(([part, message]) => ({
        file: "manifest.json",
        pointer: `/recordTypes/${at}/perDivision/${part}`,
        message: `记录类型“${settings.title}”按区划建立，${message}`,
        hint: "请改成数据结构里的字段；随区划变化的字段在数据结构中加上 readOnly",
      }));
    }),
};
