import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { modelOf } from "./models.ts";
import { inScope, type Task } from "./task.ts";

const PLAYED = `select definition_version_id as "versionId", process_key as "processKey" from process_instance where id = $1`;

/**
 * Whether somebody may act on a task beside or instead of those it waits for: anybody, unless the task's rules keep it
 * within its role; then who holds the role, where the task lies.
 */
export async function mayTakeOver(ctx: AppContext, tx: Tx, task: Task): Promise<(who: Subject) => boolean> {
  const [played] = await sql<{ versionId: number; processKey: string }>(tx, PLAYED, [task.instanceId]);
  const model = played && (await modelOf(ctx, played.versionId, played.processKey));
  const { rules, assignment } = model?.nodes[task.nodeId]?.task ?? {};
  const role = rules?.handTo === "role" ? assignment?.role : undefined;
  return (who) => role === undefined || (who.roles.includes(role) && inScope(who, task));
}
