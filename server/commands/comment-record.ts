import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import type { LoadedRecord } from "../models/record/loaded-record.ts";
import { peopleInReach } from "../process/people.ts";
import { tellAccounts } from "../process/tell.ts";
import { type DiscussedFile, discussAttachments } from "./discuss-attachments.ts";
import type { Requester } from "./requester.ts";

/** A remark that decides nothing. */
export interface Comment {
  id: string;
  at: string;
  text: string;
  account: { id: number; name: string; unitName: string };
  mentions: { id: number; name: string }[];
  attachments: DiscussedFile[];
}

/** What somebody remarks. */
export interface NewComment {
  text: string;
  mentions?: number[];
  attachments?: string[];
  taskId?: string;
}

const READ = `
  select c.id, c.at, c.text, c.mentions, c.attachments,
    jsonb_build_object('id', a.id, 'name', a.name, 'unitName', u.name) as account
  from task_comment c join account a on a.id = c.account_id join org_unit u on u.id = a.org_unit_id
  where c.record_id = $1 order by c.at, c.id limit 1000`;

/** Every remark about a record, oldest first. */
export function commentsOf(tx: Tx, recordId: string): Promise<Comment[]> {
  return sql<Comment>(tx, READ, [recordId]);
}

const INSERT = `
  insert into task_comment (id, instance_id, task_id, record_id, account_id, at, text, mentions, attachments, org_unit_id,
    division_code)
  values ($1, (select id from process_instance where record_id = $3 order by started_at desc limit 1),
    (select id from task where id = $2 and record_id = $3), $3, $4, $5, $6, $7, $8, $9, $10)`;

/** Adds a remark to a record the requester may read, and tells those it mentions. @throws AppError 422. */
export async function commentRecord(
  ctx: AppContext,
  tx: Tx,
  { subject, actor }: Requester,
  { latest }: LoadedRecord,
  title: string,
  { text, mentions = [], attachments = [], taskId }: NewComment,
): Promise<void> {
  const words = text.trim();
  if (!words) {
    const message = "请填写评论内容。";
    throw new AppError(422, "empty-comment", message, { errors: [{ pointer: "/text", message }] });
  }
  const people = mentions.length > 0 ? await peopleInReach(tx, subject.divisionCode, mentions, "/mentions") : [];
  const files = await discussAttachments(tx, attachments, latest.record_id, subject.accountId);
  const at = ctx.now().toISOString();
  const named = people.map(({ id, name }) => ({ id, name }));
  await sql(tx, INSERT, [
    ...[uuidv7(Date.parse(at)), taskId ?? null, latest.record_id, subject.accountId, at, words],
    ...[JSON.stringify(named), JSON.stringify(files), latest.org_unit_id, latest.division_code],
  ]);
  const others = people.map(({ id }) => id).filter((id) => id !== subject.accountId);
  await tellAccounts(tx, others, {
    ...{ kind: "mentioned", title: `有人在“${title}”的评论中提到您`, body: words.slice(0, 200) },
    ...{ link: taskId ? `/tasks/${taskId}` : `/records/${latest.record_id}`, sender: subject.accountId, at },
  });
  await audit(tx, actor, { action: "record.comment", target: latest.record_id, detail: { mentions } });
}
