import { dependencies } from "../load-order.ts";
import { outsideReferences, referencedSchema } from "../references.ts";
import type { Finding, Rule } from "./rule.ts";

/** A `$ref` into another package names one the manifest depends on, and leads somewhere. */
export const schemaReferenceExists: Rule = {
  name: "schema-reference-exists",
  check: ({ pkg, packages }) => {
    const reachable = new Set([pkg.key, ...dependencies(pkg)]);
    return Object.entries(pkg.schemas).flatMap(([file, schema]) =>
      outsideReferences(schema).flatMap((reference): Finding[] => {
        const { text, packageKey, at: pointer } = reference;
        if (!reachable.has(packageKey)) {
          return [
            {
              file,
              pointer,
              message: `$ref“${text}”不是本文件内的引用，也不指向已声明依赖的定义包`,
              hint: "请写成“定义包/文件.schema.json#/definitions/名称”，并在 manifest.json 的 dependsOn 中声明那个定义包",
            },
          ];
        }
        if (!packages.has(packageKey) || referencedSchema(reference, packages)) return [];
        return [{ file, pointer, message: `$ref“${text}”指向的内容不存在`, hint: "请检查文件名和 # 后面的位置" }];
      }),
    );
  },
};
