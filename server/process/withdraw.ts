import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { finishStep } from "./after-step.ts";
import type { Hand } from "./hand.ts";
import { INSTANCE_COLUMNS, type Instance, isRunning, stepOf } from "./instance.ts";
import { advance } from "./step.ts";

// An answer among participants, a task somebody claimed or was handed, else the last that somebody completed.
const TOUCHED = `
  select t.name, case when seat.name is null then t.state else 'completed' end as state,
    coalesce(seat.name, done.name, holder.name) as by, t.node_id as "nodeId"
  from task t left join account done on done.id = t.completed_by left join account holder on holder.id = t.assignee_id
  left join lateral (select a.name from task_participant p join account a on a.id = p.account_id
    where t.seated and t.state = 'open' and p.task_id = t.id and p.state = 'done' limit 1) seat on true
  where t.instance_id = $1 and ((t.state = 'completed' and t.completed_by is not null) or seat.name is not null
    or (t.state = 'open' and t.lock_version > 1 and (t.assignee_id is not null or t.seated)))
  order by t.completed_at desc nulls first limit 1`;

interface Touched {
  name: string;
  state: "open" | "completed";
  by: string | null;
  nodeId: string;
}

/** Why a submission cannot be taken back any more; null while nobody but the filler has acted. */
function tooLate(touched: Touched | undefined, starterNode: string): string | null {
  if (!touched || touched.nodeId === starterNode) return null;
  const who = touched.by ?? "审核人";
  const done = touched.state === "open" ? "认领" : "办理";
  return `${who}已${done}“${touched.name}”，不能再撤回。如需修改，请联系审核人退回。`;
}

/**
 * The filler takes his submission back while nobody has acted on the next task: the open tasks are cancelled and the
 * revision is his again.
 * @throws AppError 409 with the reason once somebody has acted, or when nothing is under review; 403 for others.
 */
export async function withdrawSubmission(
  ctx: AppContext,
  tx: Tx,
  hand: Hand,
  { recordId, revisionId }: { recordId: string; revisionId: string },
): Promise<void> {
  const [instance] = await sql<Instance>(
    tx,
    `select ${INSTANCE_COLUMNS} from process_instance i join record r on r.id = i.record_id
     where i.record_id = $1 and i.revision_id = $2 and i.ended_at is null for update of i`,
    [recordId, revisionId],
  );
  if (instance?.status === "suspended") {
    throw new AppError(409, "instance-suspended", "流程已被管理员挂起，恢复后才能撤回，请联系系统管理员。");
  }
  if (!instance || !isRunning(instance)) {
    throw new AppError(409, "not-under-review", "这条填报不在审核中，无需撤回。");
  }
  const step = await stepOf(ctx, instance, ctx.now().toISOString());
  const starter = Object.values(step.model.nodes).find(
    (node) => node.task && (node.task.assignment.starter || node.recordState?.editable),
  );
  if (!starter) throw new AppError(409, "no-starter-task", "这个流程没有填报人环节，不能撤回，请联系审核人。");
  const [touched] = await sql<Touched>(tx, TOUCHED, [instance.id]);
  const reason = tooLate(touched, starter.id);
  if (reason) throw new AppError(409, "already-handled", reason);
  if (step.state.tokens.every((token) => token.at === starter.id)) {
    throw new AppError(409, "not-under-review", "这条填报已在您手中，修改后重新提交即可。");
  }
  const moved = advance(step, { type: "move", from: "all", to: starter.id });
  await finishStep(ctx, tx, instance, moved, hand, { withdrawn: true });
}
