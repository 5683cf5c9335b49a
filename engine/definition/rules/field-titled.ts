import type { FormSchema } from "../../form/index.ts";
import { resolve } from "../../form/index.ts";
import type { Finding, Rule } from "./rule.ts";

function untitled(schema: FormSchema): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    resolve(property, schema).title === undefined ? [name] : [],
  );
}

/** Every field of a record type has a title people can read. */
export const fieldTitled: Rule = {
  name: "field-titled",
  check: ({ pkg, packages, recordTypes, schemaOf }) =>
    recordTypes.flatMap(({ key, schema: file }): Finding[] => {
      const schema = schemaOf(key);
      const known = [...(pkg.manifest.dependsOn ?? [])].every((one) => packages.has(one));
      if (!schema || !known) return [];
      return untitled(schema).map((name) => ({
        file,
        pointer: `/properties/${name}`,
        message: `字段“${name}”没有中文名称`,
        hint: "请为它写上 title",
      }));
    }),
};
