import type { Rule } from "./rule.ts";

/** A record type's schema file is in the package. */
export const schemaFileExists: Rule = {
  name: "schema-file-exists",
  check: ({ pkg, recordTypes }) =>
    recordTypes.flatMap(({ title, schema }, at) =>
      schema in pkg.schemas
        ? []
        : [
            {
              file: "manifest.json",
              pointer: `/recordTypes/${at}/schema`,
              message: `记录类型“${title}”的数据结构文件“${schema}”不在定义包里`,
              hint: `请补上“${schema}”，或改成已有的 .schema.json 文件`,
            },
          ],
    ),
};
