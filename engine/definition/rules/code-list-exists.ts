import { dependencies } from "../load-order.ts";
import type { Finding, Rule } from "./rule.ts";
import { schemasIn } from "./schema-walk.ts";

/** Options come from a code list of this package or of one it depends on. */
export const codeListExists: Rule = {
  name: "code-list-exists",
  check: ({ pkg, packages }) => {
    const reachable = new Set([pkg.key, ...dependencies(pkg)]);
    return Object.entries(pkg.schemas).flatMap(([file, root]) =>
      [...schemasIn(root)].flatMap(([pointer, schema]): Finding[] => {
        const list = schema["x-options"]?.list;
        if (typeof list !== "string") return [];
        const [packageKey = "", key = ""] = list.split("/");
        const owner = packages.get(packageKey);
        const known = owner ? owner.codeLists.some((one) => one.key === key) : true;
        if (reachable.has(packageKey) && known) return [];
        return [
          {
            file,
            pointer: `${pointer}/x-options/list`,
            message: `字段“${schema.title ?? pointer}”用到的代码表“${list}”不存在`,
            hint: "请写成“定义包/代码表标识”，代码表要在那个定义包的 manifest.json 中列出，且已声明依赖",
          },
        ];
      }),
    );
  },
};
