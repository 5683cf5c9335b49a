import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";

/** A job as its owner may see it; the payload stays inside. */
export interface JobRow {
  id: string;
  kind: string;
  state: "ready" | "running" | "done" | "failed" | "cancelled";
  progress: number | null;
  total: number | null;
  result: unknown;
  error: string | null;
  attempts: number;
  cancelRequested: boolean;
  createdAt: string;
  runAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

const READ = `
  select id, kind, state, progress, total, result, error, attempts, cancel_requested as "cancelRequested",
    created_at as "createdAt", run_at as "runAt", started_at as "startedAt", finished_at as "finishedAt"
  from job where id = $1 and (account_id = $2 or $3)`;

/** Reads a job of one's own, or any with the permission to watch over processes. @throws AppError 404. */
export async function readJob(tx: Tx, subject: Subject, id: string): Promise<JobRow> {
  const watches = subject.permissions.includes("process.monitor");
  const [job] = await sql<JobRow>(tx, READ, [id, subject.accountId, watches]);
  if (!job) throw new AppError(404, "unknown-job", "没有找到这项后台任务，或它不是您发起的。");
  return job;
}
