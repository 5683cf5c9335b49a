import { sql, type Tx } from "../database/transaction.ts";

/** What a look into the trail may narrow by; `action` is a prefix such as `record.`. */
export interface AuditFilter {
  from?: string;
  to?: string;
  action?: string;
  target?: string;
  login?: string;
  result?: string;
  offset: number;
  limit: number;
}

/** One row of the trail with the names of its actor. */
export interface AuditView {
  id: number;
  at: string;
  account: { id: number; login: string; name: string } | null;
  unitName: string | null;
  ip: string | null;
  action: string;
  target: string | null;
  result: string;
  detail: Record<string, unknown> | null;
}

/** One page of the trail, newest first. */
export async function listAudit(tx: Tx, filter: AuditFilter): Promise<AuditView[]> {
  return sql<AuditView>(
    tx,
    `select l.id, l.at, l.ip, l.action, l.target, l.result, l.detail, u.name as "unitName",
            case when a.id is not null then json_build_object('id', a.id, 'login', a.login, 'name', a.name) end as account
       from audit_log l left join account a on a.id = l.account_id left join org_unit u on u.id = l.org_unit_id
      where ($1::timestamptz is null or l.at >= $1) and ($2::timestamptz is null or l.at < $2)
        and ($3::text is null or starts_with(l.action, $3)) and ($4::text is null or l.target = $4)
        and ($5::text is null or a.login = $5) and ($6::text is null or l.result = $6)
      order by l.id desc offset $7 limit $8`,
    [
      filter.from ?? null,
      filter.to ?? null,
      filter.action ?? null,
      filter.target ?? null,
      filter.login ?? null,
      filter.result ?? null,
      filter.offset,
      filter.limit,
    ],
  );
}
