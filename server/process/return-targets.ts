import { sql, type Tx } from "../database/transaction.ts";
import type { Instance } from "./instance.ts";
import { advance, type Step } from "./step.ts";
import type { Task } from "./task.ts";

/** Outcome of a task that was returned to a node somebody chose. */
export const RETURNED = "$return";

/** A node a task can be returned to. */
export interface ReturnTarget {
  nodeId: string;
  name: string;
  /** The filler's own task: the content itself is opened again. */
  starter: boolean;
  account: { id: number; name: string } | null;
  /** Whether whoever gets it can hand it straight back, passing over the steps in between. */
  canComeStraightBack: boolean;
}

const COMPLETED = `
  select distinct on (t.node_id) t.node_id as "nodeId", t.name, t.completed_at as at, t.seated, a.id, a.name as "accountName"
  from task t left join account a on a.id = coalesce(t.completed_for, t.completed_by)
  where t.instance_id = $1 and t.state = 'completed' and t.node_id <> $2
  order by t.node_id, t.completed_at desc`;

interface CompletedRow {
  nodeId: string;
  name: string;
  at: string;
  seated: boolean;
  id: number | null;
  accountName: string;
}

/** The step of a return: the task is completed and its token goes to the node. @throws AppError 422 where it cannot. */
export function returnStep(step: Step, task: Pick<Task, "token">, to: string): Step {
  return advance(step, { type: "completeTask", taskId: task.token, outcome: RETURNED, to });
}

/** Whether the task opened by a return can lead straight back; a section with several branches cannot be entered again. */
function straightBack(returned: Step, task: Pick<Task, "nodeId">, to: string): boolean {
  const token = returned.state.tokens.find(({ at, task: open }) => at === to && open !== undefined);
  if (!token?.task) return false;
  try {
    advance(returned, { type: "completeTask", taskId: token.task, to: task.nodeId });
    return true;
  } catch {
    return false;
  }
}

/** Every node the task can be returned to, the filler's first, then the latest completed first; tried on the engine. */
export async function returnTargets(
  tx: Tx,
  step: Step,
  instance: Pick<Instance, "id">,
  task: Pick<Task, "nodeId" | "token">,
): Promise<ReturnTarget[]> {
  const rows = await sql<CompletedRow>(tx, COMPLETED, [instance.id, task.nodeId]);
  const targets = rows.flatMap((row): (ReturnTarget & { at: string })[] => {
    const node = step.model.nodes[row.nodeId];
    const starter = node?.task?.assignment.starter === true || node?.recordState?.editable === true;
    try {
      const canComeStraightBack = straightBack(returnStep(step, task, row.nodeId), task, row.nodeId);
      const account = row.id === null || row.seated ? null : { id: row.id, name: row.accountName };
      return [{ nodeId: row.nodeId, name: row.name, at: row.at, starter, account, canComeStraightBack }];
    } catch {
      return [];
    }
  });
  targets.sort((a, b) => Number(b.starter) - Number(a.starter) || b.at.localeCompare(a.at));
  return targets.map(({ at: _at, ...target }) => target);
}
