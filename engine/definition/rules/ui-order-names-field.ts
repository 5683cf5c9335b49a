import type { FormSchema } from "../../form/index.ts";
import type { UiSchema } from "../package.ts";
import type { Finding, Rule } from "./rule.ts";

type Named = { name: string; pointer: string };

function namesIn(ui: UiSchema): Named[] {
  const order = Array.isArray(ui["ui:order"]) ? (ui["ui:order"] as unknown[]) : [];
  const groups = Array.isArray(ui["ui:groups"]) ? (ui["ui:groups"] as { fields?: unknown }[]) : [];
  return [
    ...order.map((name, at) => ({ name: String(name), pointer: `/ui:order/${at}` })),
    ...groups.flatMap(({ fields }, at) =>
      (Array.isArray(fields) ? fields : []).map((name, step) => ({
        name: String(name),
        pointer: `/ui:groups/${at}/fields/${step}`,
      })),
    ),
    ...Object.keys(ui)
      .filter((name) => !name.startsWith("ui:") && name !== "$schema")
      .map((name) => ({ name, pointer: `/${name}` })),
  ];
}

const unknown = (ui: UiSchema, schema: FormSchema): Named[] =>
  namesIn(ui).filter(({ name }) => name !== "*" && !Object.hasOwn(schema.properties ?? {}, name));

/** Order, groups and options of a layout name fields of the schema. */
export const uiOrderNamesField: Rule = {
  name: "ui-order-names-field",
  check: ({ pkg, recordTypes, schemaOf }) =>
    recordTypes.flatMap(({ key, ui, variants = [] }): Finding[] => {
      const schema = schemaOf(key);
      return [ui, ...variants.map((variant) => variant.ui)].flatMap((file) => {
        const layout = file && pkg.uis[file];
        if (!schema || !layout) return [];
        return unknown(layout, schema).map(({ name, pointer }) => ({
          file,
          pointer,
          message: `界面文件用到的字段“${name}”不存在`,
          hint: "请改成数据结构里的字段名，或去掉它",
        }));
      });
    }),
};
