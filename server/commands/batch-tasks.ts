import { audit, systemActor } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { type Job, type JobTools, PermanentJobError } from "../jobs/job.ts";
import { readsAbout } from "../models/record/reads-about.ts";
import type { Instance } from "../process/instance.ts";
import { subjectOfAccount } from "../process/people.ts";
import { agreeingOutcome } from "../process/plan.ts";
import { reportFault } from "../process/report-fault.ts";
import { completeTask } from "./complete-task.ts";
import type { Requester } from "./requester.ts";
import { returnTask } from "./return-task.ts";

/** Kind of the job that works through many tasks. */
export const BATCH_JOB = "task-batch";

/** Tasks decided while the asker waits; more become a job. */
const MOST_AT_ONCE = 50;

/** One decision on many tasks. */
export interface Batch {
  ids: string[];
  /** approve: each task's agreeing outcome; return: to the filler. */
  action: "approve" | "return";
  opinion?: string;
}

/** What came of one row. */
export interface BatchRow {
  id: string;
  title: string | null;
  ok: boolean;
  code?: string;
  detail?: string;
}

/** What came of all of them. */
export interface BatchResult {
  rows: BatchRow[];
  done: number;
  failed: number;
}

interface Named extends Pick<Instance, "recordId" | "orgUnitId" | "divisionCode"> {
  id: string;
  title: string;
  outcomes: Parameters<typeof agreeingOutcome>[0] | null;
}

async function decide(ctx: AppContext, requester: Requester, task: Named, batch: Batch): Promise<void> {
  const opinion = batch.opinion?.trim() ?? "";
  if (batch.action === "return") return returnTask(ctx, requester, task.id, { to: "starter", opinion });
  await completeTask(ctx, requester, task.id, { ...agreeingOutcome(task.outcomes ?? []), ...(opinion && { opinion }) });
}

/** A repetition after a crash finds what it did before as done. */
function didItself(error: AppError, { subject }: Requester): boolean {
  const by = error.extra.by as { id?: number } | undefined;
  return error.code === "task-already-completed" && by?.id === subject.accountId;
}

/** Who is turned away learns what a task is about only where he may read it. */
async function isTold(ctx: AppContext, { subject }: Requester, task: Named, { status }: AppError): Promise<boolean> {
  if (status !== 403 && status !== 404) return true;
  return inTransaction(ctx, "system", (tx) => readsAbout(ctx, tx, subject, task));
}

async function row(ctx: AppContext, requester: Requester, task: Named | undefined, id: string, batch: Batch) {
  if (!task) return { id, title: null, ok: false, code: "unknown-task", detail: "没有找到这项任务，它可能已被撤销。" };
  try {
    await decide(ctx, requester, task, batch);
    return { id, title: task.title, ok: true };
  } catch (thrown) {
    const error = await reportFault(ctx, thrown);
    if (!(error instanceof AppError)) throw error;
    if (didItself(error, requester)) return { id, title: task.title, ok: true };
    const title = (await isTold(ctx, requester, task, error)) ? task.title : null;
    return { id, title, ok: false, code: error.code, detail: error.message };
  }
}

async function work(
  ctx: AppContext,
  requester: Requester,
  batch: Batch,
  tools?: Pick<JobTools, "progress" | "cancelled">,
): Promise<BatchResult> {
  const text = `select id, title, outcomes, record_id as "recordId", org_unit_id as "orgUnitId", division_code as "divisionCode"
    from task where id = any($1::uuid[])`;
  const named = await inTransaction(ctx, "system", (tx) => sql<Named>(tx, text, [batch.ids]));
  const byId = new Map(named.map((task) => [task.id, task]));
  const rows: BatchRow[] = [];
  for (const id of batch.ids) {
    if (tools?.cancelled()) break;
    rows.push(await row(ctx, requester, byId.get(id), id, batch));
    await tools?.progress(rows.length, batch.ids.length);
  }
  const done = rows.filter(({ ok }) => ok).length;
  return { rows, done, failed: rows.length - done };
}

/** Decides many tasks one by one, each in a transaction of its own: one bad row does not stop the rest. */
export async function batchTasks(
  ctx: AppContext,
  requester: Requester,
  batch: Batch,
): Promise<BatchResult | { jobId: string; count: number }> {
  if (batch.action === "return" && !batch.opinion?.trim()) {
    const message = "请填写退回意见，说明需要修改什么。";
    throw new AppError(422, "opinion-required", message, { errors: [{ pointer: "/opinion", message }] });
  }
  const given = { ...batch, ids: [...new Set(batch.ids)] };
  if (given.ids.length <= MOST_AT_ONCE) return work(ctx, requester, given);
  const { subject, actor } = requester;
  return inTransaction(ctx, "system", async (tx) => {
    const options = { accountId: subject.accountId, runAt: ctx.now().toISOString() };
    const jobId = await enqueue(tx, BATCH_JOB, given, options);
    const detail = { count: given.ids.length, action: batch.action };
    await audit(tx, actor, { action: "task.batch", target: `job/${jobId}`, detail });
    return { jobId, count: given.ids.length };
  });
}

/** Works through a batch as the account that asked for it, as far as it may do so now. */
export async function runBatch(job: Job<Batch>, tools: JobTools): Promise<BatchResult> {
  const { ctx } = tools;
  const { accountId } = job;
  const subject =
    accountId === null ? undefined : await inTransaction(ctx, "system", (tx) => subjectOfAccount(ctx, tx, accountId));
  if (!subject) throw new PermanentJobError("发起批量办理的账号已停用，未办理的任务没有变化。");
  const actor = { ...systemActor, accountId, orgUnitId: subject.orgUnitId };
  return work(ctx, { subject, actor }, job.payload, tools);
}
