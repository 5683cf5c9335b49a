import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";

/** A notification as its reader sees it; `readAt` is the reader's own. */
export interface NotificationView {
  id: string;
  kind: string;
  title: string;
  body: string | null;
  link: string | null;
  createdAt: string;
  readAt: string | null;
}

// $1 account, $2 unit, $3 roles
const mine = `(n.account_id = $1 or (n.account_id is null and n.org_unit_id = $2
    and (n.role_key is null or n.role_key = any($3))))`;
const addressee = (subject: Subject) => [subject.accountId, subject.orgUnitId, subject.roles];
const readByMe = "left join notification_read r on r.notification_id = n.id and r.account_id = $1";

/** One page of what the subject was told, newest first, and how much of it is unread (counted up to 1,000). */
export async function listNotifications(
  tx: Tx,
  subject: Subject,
  { unread, offset, limit }: { unread: boolean; offset: number; limit: number },
): Promise<{ rows: NotificationView[]; unread: number }> {
  const rows = await sql<NotificationView>(
    tx,
    `select n.id, n.kind, n.title, n.body, n.link, n.created_at as "createdAt", r.read_at as "readAt"
       from notification n ${readByMe} where ${mine} ${unread ? "and r.read_at is null" : ""}
      order by n.created_at desc, n.id desc offset $4 limit $5`,
    [...addressee(subject), offset, limit],
  );
  const [counted] = await sql<{ count: number }>(
    tx,
    `select count(*)::int as count from
       (select from notification n ${readByMe} where ${mine} and r.read_at is null limit 1000) as unread`,
    addressee(subject),
  );
  return { rows, unread: counted?.count ?? 0 };
}

/** Marks those of the notifications that are addressed to the subject; answers how many were unread before. */
export async function markRead(tx: Tx, subject: Subject, ids: readonly string[]): Promise<number> {
  const marked = await sql(
    tx,
    `insert into notification_read (notification_id, account_id)
     select n.id, $1 from notification n where ${mine} and n.id = any($4::uuid[])
     on conflict do nothing returning 1`,
    [...addressee(subject), ids],
  );
  return marked.length;
}
