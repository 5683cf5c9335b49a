import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { modelOf, processVersion } from "../../process/models.ts";
import { fieldsByMode } from "./task-rights.ts";

/** Role -> fields that some task of the type's process hides from its holders. */
type HiddenByRole = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<RegisteredRecordType, Promise<HiddenByRole>>();

async function gather(ctx: AppContext, resolved: RegisteredRecordType): Promise<HiddenByRole> {
  const found = new Map<string, string[]>();
  if (!resolved.process) return found;
  const { key } = resolved.process;
  const version = await processVersion(ctx, resolved.versionId, resolved.storedKey, key);
  for (const { task } of Object.values((await modelOf(ctx, version, key)).nodes)) {
    const hidden = task ? fieldsByMode(resolved, task.fieldRights).hidden : [];
    if (!task || hidden.length === 0) continue;
    const { role, candidateGroups } = task.assignment;
    const roles = role ? [role] : (candidateGroups ?? "").split(",").map((group) => group.trim());
    for (const each of roles) found.set(each, [...(found.get(each) ?? []), ...hidden]);
  }
  return found;
}

/**
 * Fields that a task of the type's process hides from those who hold its role: a list, its filters, an export and figures
 * show no field that the record itself would hide while the task lies before the reader.
 */
export async function hiddenByTasks(
  ctx: AppContext,
  resolved: RegisteredRecordType,
  subject: Subject,
): Promise<string[]> {
  const gathering = known.get(resolved) ?? gather(ctx, resolved);
  known.set(resolved, gathering);
  gathering.catch(() => known.delete(resolved));
  const byRole = await gathering;
  return subject.roles.flatMap((role) => byRole.get(role) ?? []);
}
