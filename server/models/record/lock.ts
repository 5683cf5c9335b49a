import { sql, type Tx } from "../../database/transaction.ts";
import { AppError } from "../../http/problem.ts";
import type { LoadedRecord } from "./loaded-record.ts";

/** The refusal of a step that the record's status does not allow. */
export function wrongStatus(record: LoadedRecord, action: string): AppError {
  const reasons: Record<LoadedRecord["status"], string> = {
    draft: "还没有上报",
    inReview: "正在审核中，可先撤回",
    returned: "已被退回，尚未重新上报",
    inForce: "已经生效",
    cancelled: "已经取消",
  };
  return new AppError(409, "wrong-status", `不能${action}：这条记录${reasons[record.status]}。`, {
    status: record.status,
  });
}

/** The refusal of a step that somebody else was faster than. */
export function changedMeanwhile(): AppError {
  return new AppError(409, "stale-record", "这条记录刚被他人修改，请刷新后再操作。");
}

const CLAIM = `update record set updated_at = $3, lock_version = lock_version + 1
  where id = $1 and lock_version = $2 and cancelled_at is null returning id`;

/**
 * Makes the record newer for whatever is begun with it beside its content, so that of two things begun at once from the
 * same state only one is. @throws AppError 409.
 */
export async function claimRecord(tx: Tx, { latest }: Pick<LoadedRecord, "latest">, at: string): Promise<void> {
  const { record_id: id, lock_version: version } = latest;
  if ((await sql(tx, CLAIM, [id, version, at])).length === 0) throw changedMeanwhile();
}

/** @throws AppError 409 when the requester saw an older state of the record. */
export function requireVersion(record: LoadedRecord, lockVersion: number | undefined): void {
  if (lockVersion !== undefined && lockVersion !== record.latest.lock_version) throw changedMeanwhile();
}
