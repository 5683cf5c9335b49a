import type { Subject } from "../auth/subject.ts";
import { seeingAll, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";

/** A keyed message that is about to begin a record. */
export interface KeyedStart {
  recordType: string;
  /** What the record type is called. */
  title: string;
  message: string;
  correlationKey: string;
  recordId: string;
}

const ENTER = `insert into message_start (record_type, message, correlation_key, record_id) values ($1, $2, $3, $4)
  on conflict do nothing`;
const LOCK = `select record_id from message_start where record_type = $1 and message = $2 and correlation_key = $3 for update`;
const UNDER_WAY = "select from process_instance where record_id = $1 and purpose = 'fill' and ended_at is null limit 1";
const REPLACE =
  "update message_start set record_id = $4 where record_type = $1 and message = $2 and correlation_key = $3";

/**
 * Makes the record the one that the key stands for. Two at once come one after the other, as the row is held to the end of
 * the transaction; what stands there is looked at in a statement of its own, which sees what the first has committed.
 * @throws AppError 409 while the process that the key has begun before is not over, whoever began it.
 */
export async function takeKey(tx: Tx, subject: Subject, start: KeyedStart): Promise<void> {
  const { recordType, title, message, correlationKey, recordId } = start;
  const key = [recordType, message, correlationKey];
  await sql(tx, ENTER, [...key, recordId]);
  const [held] = await sql<{ record_id: string }>(tx, LOCK, key);
  if (!held || held.record_id === recordId) return;
  const running = await seeingAll(tx, subject, () => sql(tx, UNDER_WAY, [held.record_id]));
  if (running.length > 0) {
    const detail = `由消息“${message}”的关联值“${correlationKey}”发起的“${title}”正在办理，不再重复发起；它办结以后，新的消息会另行发起。`;
    throw new AppError(409, "already-begun", detail);
  }
  await sql(tx, REPLACE, [...key, recordId]);
}
