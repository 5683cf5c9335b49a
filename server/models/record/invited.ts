import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { inTransaction, sql, type Tx } from "../../database/transaction.ts";
import { AppError } from "../../http/problem.ts";

/**
 * Whether somebody outside the record's scope was asked to read it. What he did before the record was handed to another
 * unit opens nothing: it was his unit's then.
 */
export async function isInvited(tx: Tx, subject: Subject, recordId: string): Promise<boolean> {
  const rows = await sql(
    tx,
    `with since as (select coalesce(handed_at, created_at - interval '1 second') as at from record where id = $1)
     select from task_copy c, since where c.record_id = $1 and c.account_id = $2 and c.created_at >= since.at
     union all
     select from task_participant p join task t on t.id = p.task_id, since
       where t.record_id = $1 and p.account_id = $2 and (t.state = 'open' or p.acted_at > since.at)
     union all
     select from task t, since where t.record_id = $1 and (t.assignee_id = $2 or t.completed_by = $2)
       and (t.state = 'open' or t.completed_at > since.at) limit 1`,
    [recordId, subject.accountId],
  );
  return rows.length > 0;
}

/**
 * Reads a record in its reader's scope; whoever has a copy or takes part in deciding may read it from anywhere. Only who
 * would be refused is looked up, so an ordinary read costs nothing more.
 */
export async function readingAs<T>(
  ctx: AppContext,
  subject: Subject,
  id: string,
  read: (tx: Tx, invited: boolean) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(ctx, subject, (tx) => read(tx, false));
  } catch (error) {
    const hidden = error instanceof AppError && error.code === "record-not-found";
    if (!hidden || !/^[0-9a-f-]{36}$/i.test(id)) throw error;
    const invited = await inTransaction(ctx, "system", (tx) => isInvited(tx, subject, id));
    if (!invited) throw error;
    return inTransaction(ctx, "system", (tx) => read(tx, true));
  }
}
