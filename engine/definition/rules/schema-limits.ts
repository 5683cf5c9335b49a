import { checkSchema } from "../../form/index.ts";
import { inlineReferences } from "../references.ts";
import type { Finding, Rule } from "./rule.ts";

/** Every schema is one the form room can check data with, within its limits. */
export const schemaLimits: Rule = {
  name: "schema-limits",
  check: ({ pkg, packages }) =>
    Object.entries(pkg.schemas).flatMap(([file, schema]) =>
      checkSchema(inlineReferences(schema, packages)).map(
        ({ pointer, message }): Finding => ({ file, pointer, message, hint: "请按提示修改这个字段" }),
      ),
    ),
};
