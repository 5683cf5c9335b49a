import { markCancelled } from "../commands/mark-cancelled.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { nobody } from "../process/hand.ts";
import type { FollowingType } from "./declared.ts";

interface Gone {
  recordId: string;
  revisionId: string;
  name: string;
  validTo: string;
  successors: string | null;
}

const gone = `
  select r.id as "recordId", coalesce(r.working_revision_id, r.in_force_revision_id) as "revisionId", d.name, d.valid_to as "validTo",
    (select string_agg(s.name, '、' order by s.code) from division_change c join division s on s.code = c.successor_code
      where c.code = d.code and c.effective_on <= $2::date) as successors
  from record r join division d on d.code = r.division_code
  where r.record_type = $1 and r.cancelled_at is null and d.valid_to <= $2::date
  order by r.id limit $3`;

/** Retires records whose division is no more; they stay readable with everything that was said. @returns how many. */
export async function retireRecords(
  ctx: AppContext,
  tx: Tx,
  type: FollowingType,
  { today, limit }: { today: string; limit: number },
): Promise<number> {
  const rows = await sql<Gone>(tx, gone, [type.storedKey, today, limit]);
  const at = ctx.now().toISOString();
  for (const { recordId, revisionId, name, validTo, successors } of rows) {
    const opinion = `“${name}”自 ${validTo} 起撤销${successors ? `，并入“${successors}”` : ""}`;
    await markCancelled(ctx, tx, nobody, { recordId, revisionId, opinion, at });
  }
  return rows.length;
}
