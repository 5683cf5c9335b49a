import { audit } from "../audit/audit.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { recordOperation } from "../process/operation.ts";
import { type Standing, standingOf } from "../process/standing.ts";
import { isCandidate, notOpen, readTask, refusalOf, type Task, unknownTask } from "../process/task.ts";
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

const PLACE = `select process_key as "processKey", false as stuck from process_instance where id = $1`;

const bySeats = () => new AppError(409, "decided-by-seats", "这项任务由各办理人分别办理，无需签收。");

/** The task as it stands, and in what place the account may act on it. @throws AppError as standingOf refuses. */
async function standing(ctx: AppContext, tx: Tx, subject: Subject, id: string): Promise<[Task, Standing]> {
  const task = await readTask(tx, id);
  if (!task) throw unknownTask();
  if (task.seated && refusalOf(subject, task, false) === null) throw bySeats();
  const [place] = await sql<{ processKey: string; stuck: boolean }>(tx, PLACE, [task.instanceId]);
  const found = await standingOf(ctx, tx, subject, task, place ?? { processKey: "", stuck: false });
  if (found.refusal) throw found.refusal;
  if (task.state !== "open") throw await notOpen(tx, id);
  if (task.seated) throw bySeats();
  return [task, found.standing];
}

type Kind = "claimed" | "unclaimed";
const actions: Record<Kind, string> = { claimed: "task.claim", unclaimed: "task.unclaim" };

/** Keeps who did it, and for whom, on the timeline and in the audit trail. */
async function keep(ctx: AppContext, tx: Tx, requester: Requester, kind: Kind, id: string, forId: number | null) {
  const task = (await readTask(tx, id)) as Task;
  const at = ctx.now().toISOString();
  const { subject, actor } = requester;
  const said = { taskId: id, accountId: subject.accountId, forId, detail: { name: task.name }, at };
  await recordOperation(tx, { ...task, id: task.instanceId }, { kind, ...said });
  await audit(tx, actor, { action: actions[kind], target: `task/${id}`, ...(forId && { detail: { for: forId } }) });
}

interface Claimed {
  lockVersion: number;
}

async function claimAs(tx: Tx, id: string, { accountId, orgUnitId, roles }: Subject): Promise<Claimed | undefined> {
  return (await sql<Claimed>(tx, CLAIM, [id, accountId, orgUnitId, roles]))[0];
}

/**
 * Takes a task of the group; of two at once the row lets one through, and the other is told who has it. A substitute
 * takes it in the name of whom he stands in for.
 */
export function claimTask(ctx: AppContext, requester: Requester, id: string): Promise<Claimed> {
  const { subject } = requester;
  return inTransaction(ctx, "system", async (tx) => {
    let claimed = await claimAs(tx, id, subject);
    let forId: number | null = null;
    if (!claimed) {
      const [task, place] = await standing(ctx, tx, subject, id);
      forId = place.forId;
      claimed = forId === null ? undefined : await claimAs(tx, id, place.as);
      if (!claimed) return { lockVersion: task.lockVersion };
    }
    await keep(ctx, tx, requester, "claimed", id, forId);
    return claimed;
  });
}

/** Gives a claimed task back to its group. */
export function unclaimTask(ctx: AppContext, requester: Requester, id: string): Promise<Claimed> {
  const { subject } = requester;
  return inTransaction(ctx, "system", async (tx) => {
    const release = async (accountId: number) => (await sql<Claimed>(tx, UNCLAIM, [id, accountId]))[0];
    let released = await release(subject.accountId);
    let forId: number | null = null;
    if (!released) {
      const [task, place] = await standing(ctx, tx, subject, id);
      forId = place.forId;
      released = forId === null ? undefined : await release(forId);
      if (!released && task.assigneeId === place.as.accountId && !isCandidate(place.as, task)) {
        throw new AppError(409, "assigned-in-person", "这项任务指定由本人办理，不能释放给他人。");
      }
      if (!released) return { lockVersion: task.lockVersion };
    }
    await keep(ctx, tx, requester, "unclaimed", id, forId);
    return released;
  });
}
