import type { FormSchema } from "../../form/index.ts";
import { dependencies } from "../load-order.ts";
import type { Finding, Rule } from "./rule.ts";
import { schemasIn } from "./schema-walk.ts";

const targetOf = (schema: FormSchema): string | undefined => {
  const reference = schema["x-reference"];
  return typeof reference?.recordType === "string" ? reference.recordType : undefined;
};

/** A reference field refers to a record type of this package or of one it depends on. */
export const referenceTargetExists: Rule = {
  name: "reference-target-exists",
  check: ({ pkg, knows }) => {
    const reachable = new Set([pkg.key, ...dependencies(pkg)]);
    return Object.entries(pkg.schemas).flatMap(([file, root]) =>
      [...schemasIn(root)].flatMap(([pointer, schema]): Finding[] => {
        const target = targetOf(schema);
        if (target === undefined) return [];
        const [packageKey = ""] = target.split("/");
        const place = { file, pointer: `${pointer}/x-reference/recordType` };
        if (!reachable.has(packageKey)) {
          return [
            {
              ...place,
              message: `字段“${schema.title ?? pointer}”关联的“${target}”属于没有声明依赖的定义包“${packageKey}”`,
              hint: `请写成“定义包/记录类型”，并在 manifest.json 的 dependsOn 中加上“${packageKey}”`,
            },
          ];
        }
        if (knows(target) !== false) return [];
        return [
          {
            ...place,
            message: `字段“${schema.title ?? pointer}”关联的记录类型“${target}”不存在`,
            hint: "请改成已有的“定义包/记录类型”",
          },
        ];
      }),
    );
  },
};
