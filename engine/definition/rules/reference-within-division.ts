import { type FormSchema, kindOf, ownDivision, resolve } from "../../form/index.ts";
import { inlineReferences } from "../references.ts";
import type { Finding, Rule } from "./rule.ts";
import { schemasIn } from "./schema-walk.ts";

/** A reference that is narrowed by a division names a division field beside it, or the filling unit's own division. */
export const referenceWithinDivision: Rule = {
  name: "reference-within-division",
  check: ({ pkg, packages }) =>
    Object.entries(pkg.schemas).flatMap(([file, source]) => {
      const root = inlineReferences(source, packages);
      return [...schemasIn(root)].flatMap(([pointer, { properties = {} }]) =>
        Object.entries(properties).flatMap(([name, property]: [string, FormSchema]): Finding[] => {
          const field = resolve(property, root);
          const within = field["x-reference"]?.within;
          if (within === undefined || within === ownDivision) return [];
          const beside = [properties, root.properties ?? {}].map((scope) => scope[within]).find(Boolean);
          if (beside && kindOf(resolve(beside, root)) === "division") return [];
          return [
            {
              file,
              pointer: `${pointer}/properties/${name}/x-reference/within`,
              message: `字段“${field.title ?? name}”要按“${within}”的区划选择，但旁边没有这个区划字段`,
              hint: "请改成同一张表里的区划字段",
            },
          ];
        }),
      );
    }),
};
