import type { FieldRights } from "../../../engine/form/index.ts";
import type { TaskView } from "../../api/types.ts";

/** Rights of the fields at a task: what its node does not name can only be read. */
export function taskRights({ formRights }: TaskView): FieldRights {
  return { "": "read", ...formRights };
}

/** Whether the task lets somebody fill anything in. */
export function editsFields({ formRights }: TaskView): boolean {
  return Object.values(formRights ?? {}).some((right) => right === "edit" || right === "required");
}
