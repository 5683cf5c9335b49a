import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { lockForActing } from "../process/locked-task.ts";
import type { Requester } from "./requester.ts";
import { reviewOf } from "./review-data.ts";

/** What somebody wrote at a task and has not decided yet. */
export interface SavedWork {
  opinion?: string;
  data?: Record<string, unknown>;
}

const KEEP = `
  insert into draft (account_id, subject, base_version, data) values ($1, $2, $3, $4)
  on conflict (account_id, subject) do update
    set base_version = excluded.base_version, data = excluded.data, updated_at = now()`;

async function keep(tx: Tx, accountId: number, subject: string, version: number | null, data: object): Promise<void> {
  await sql(tx, KEEP, [accountId, subject, version, JSON.stringify(data)]);
}

/**
 * Keeps opinion and form edits of a task without completing it; only fields the task opens may differ.
 * @throws AppError 403, 404, 409 or 422.
 */
export function saveTask(ctx: AppContext, { subject, actor }: Requester, id: string, work: SavedWork): Promise<void> {
  return inTransaction(ctx, "system", async (tx) => {
    const { task, instance, standing } = await lockForActing(ctx, tx, subject, id);
    const { data, opinion } = work;
    if (data) {
      await reviewOf(ctx, tx, standing.as, { task, instance, given: data });
      const { latest } = await loadRecord(ctx, tx, instance.recordId);
      await keep(tx, subject.accountId, `task:${id}`, latest.lock_version, data);
    }
    if (opinion !== undefined) await keep(tx, subject.accountId, `task:${id}:opinion`, null, { opinion });
    await audit(tx, actor, { action: "task.save", target: `task/${id}` });
  });
}
