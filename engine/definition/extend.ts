import type { FormSchema } from "../form/index.ts";
import type { UiSchema } from "./package.ts";
import type { ResolvedRecordType } from "./record-type.ts";

/** Base fields first, then the added ones; a field of the base cannot be redefined. */
export function mergeSchema(base: FormSchema, added: FormSchema): FormSchema {
  const required = [...new Set([...(base.required ?? []), ...(added.required ?? [])])];
  const rules = [...(base["x-rules"] ?? []), ...(added["x-rules"] ?? [])];
  return {
    ...base,
    properties: { ...base.properties, ...added.properties, ...base.properties },
    ...(required.length > 0 && { required }),
    ...((base.definitions || added.definitions) && { definitions: { ...added.definitions, ...base.definitions } }),
    ...((base.allOf || added.allOf) && { allOf: [...(base.allOf ?? []), ...(added.allOf ?? [])] }),
    ...(rules.length > 0 && { "x-rules": rules }),
  };
}

type Group = { title: string; fields: string[] };

const orderOf = (ui: UiSchema, fields: string[]): string[] => {
  const declared = ((ui["ui:order"] as string[] | undefined) ?? []).filter((name) => name !== "*");
  return [...declared, ...fields.filter((name) => !declared.includes(name))];
};

/** Groups of the added fields; those in none stand together in one, as a base with groups shows nothing outside them. */
function addedGroups(added: UiSchema, fields: string[]): Group[] {
  const groups = (added["ui:groups"] as Group[] | undefined) ?? [];
  const loose = fields.filter((name) => !groups.some((group) => group.fields.includes(name)));
  return loose.length > 0 ? [...groups, { title: "本表填报内容", fields: loose }] : groups;
}

/**
 * Layout of an extended form. The added fields stand after the base's first group (what is being reported about), before
 * what the base asks of every form; where the base has no groups, after its fields.
 */
export function mergeUi(
  base: Pick<ResolvedRecordType, "ui" | "schema">,
  added: UiSchema,
  addedFields: string[],
): UiSchema {
  const baseGroups = base.ui["ui:groups"] as Group[] | undefined;
  const baseOrder = orderOf(base.ui, Object.keys(base.schema.properties ?? {}));
  const [first, ...rest] = baseGroups ?? [];
  const head = first ? baseOrder.filter((name) => first.fields.includes(name)) : baseOrder;
  const tail = baseOrder.filter((name) => !head.includes(name));
  return {
    ...added,
    ...base.ui,
    "ui:order": [...head, ...orderOf(added, addedFields), ...tail, "*"],
    ...(first && { "ui:groups": [first, ...addedGroups(added, addedFields), ...rest] }),
  };
}
