import { sql, type Tx } from "../../database/transaction.ts";
import { AppError } from "../../http/problem.ts";

const CANCELLING = "select from process_instance where record_id = $1 and purpose = 'cancel' and ended_at is null";

/** Keeps a record as it is while its cancelling is being decided. @throws AppError 409. */
export async function refuseWhileCancelling(tx: Tx, recordId: string): Promise<void> {
  if ((await sql(tx, CANCELLING, [recordId])).length === 0) return;
  throw new AppError(409, "being-cancelled", "这条记录已申请取消，正在审核；审核结束之前不能变更，也不必再次申请。");
}
