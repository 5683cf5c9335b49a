import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { isCandidate, notOpen, readTask, refusalOf, unknownTask } from "../process/task.ts";
import type { Requester } from "./requester.ts";

const CLAIM = `
  update task set assignee_id = $2, lock_version = lock_version + 1
  where id = $1 and state = 'open' and assignee_id is null and candidate_unit_id = $3 and candidate_role = any($4)
    and not seated and barred_id is distinct from $2
  returning lock_version as "lockVersion"`;

const UNCLAIM = `
  update task set assignee_id = null, lock_version = lock_version + 1
  where id = $1 and state = 'open' and assignee_id = $2 and candidate_role is not null
  returning lock_version as "lockVersion"`;

/** Takes a task of the group; of two at once the row lets one through, and the other is told who has it. */
export function claimTask(
  ctx: AppContext,
  { subject, actor }: Requester,
  id: string,
): Promise<{ lockVersion: number }> {
  return inTransaction(ctx, "system", async (tx) => {
    const [claimed] = await sql<{ lockVersion: number }>(tx, CLAIM, [
      ...[id, subject.accountId, subject.orgUnitId, subject.roles],
    ]);
    if (claimed) {
      await audit(tx, actor, { action: "task.claim", target: `task/${id}` });
      return claimed;
    }
    const task = await readTask(tx, id);
    if (!task) throw unknownTask();
    const refusal = refusalOf(subject, task, false);
    if (refusal) throw refusal;
    if (task.state !== "open") throw await notOpen(tx, id);
    if (task.seated) throw new AppError(409, "decided-by-seats", "这项任务由各办理人分别办理，无需签收。");
    return { lockVersion: task.lockVersion };
  });
}

/** Gives a claimed task back to its group. */
export function unclaimTask(
  ctx: AppContext,
  { subject, actor }: Requester,
  id: string,
): Promise<{ lockVersion: number }> {
  return inTransaction(ctx, "system", async (tx) => {
    const [released] = await sql<{ lockVersion: number }>(tx, UNCLAIM, [id, subject.accountId]);
    if (released) {
      await audit(tx, actor, { action: "task.unclaim", target: `task/${id}` });
      return released;
    }
    const task = await readTask(tx, id);
    if (!task) throw unknownTask();
    const refusal = refusalOf(subject, task, false);
    if (refusal) throw refusal;
    if (task.state !== "open") throw await notOpen(tx, id);
    if (task.assigneeId === subject.accountId && !isCandidate(subject, task)) {
      throw new AppError(409, "assigned-in-person", "这项任务指定由您本人办理，不能释放给他人。");
    }
    return { lockVersion: task.lockVersion };
  });
}
