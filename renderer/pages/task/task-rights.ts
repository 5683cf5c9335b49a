import type { FieldRights } from "../../../engine/form/index.ts";
import type { RecordTypeView, TaskView } from "../../api/types.ts";

/** Rights of the fields at a task, by JSON pointer: what its node does not name can only be read. */
export function taskRights({ formRights }: TaskView): FieldRights {
  const named = formRights.map(({ field, mode }) => [field.startsWith("/") ? field : `/${field}`, mode] as const);
  return { "": "read", ...Object.fromEntries(named) };
}

/** Whether the task lets somebody fill anything in. */
export function editsFields({ formRights }: TaskView): boolean {
  return formRights.some(({ mode }) => mode === "edit" || mode === "required");
}

/** The rights with everything hidden but the named fields. */
export function onlyFields(rights: FieldRights, { schema }: RecordTypeView, fields: readonly string[]): FieldRights {
  const others = Object.keys(schema.properties ?? {}).filter((field) => !fields.includes(field));
  return { ...rights, ...Object.fromEntries(others.map((field) => [`/${field}`, "hidden" as const])) };
}
