import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { containsPattern } from "../query/like-pattern.ts";

/** Heaps of a unit's obligations. */
export type ObligationBox = "open" | "done" | "overdue";

/** What to show of a heap. */
export interface ObligationRequest {
  box: ObligationBox;
  campaign?: string;
  /** Record type key, for a menu that shows one kind of report. */
  recordType?: string;
  q?: string;
  offset: number;
  limit: number;
}

/** An obligation of one's own unit. */
export interface ObligationRow {
  id: string;
  campaign_id: string;
  campaign_title: string;
  record_type: string;
  definition_key: string;
  period_key: string;
  subject_record_id: string | null;
  subject_title: string | null;
  source_record_id: string;
  due_at: string;
  record_id: string | null;
  returned: boolean;
  submitted_at: string | null;
  completed_at: string | null;
  reminded_at: string | null;
  reminded_count: number;
}

const BOX: Record<ObligationBox, string> = {
  open: "o.submitted_at is null",
  overdue: "o.submitted_at is null and o.due_at < $4",
  done: "o.submitted_at is not null",
};

const ORDER: Record<ObligationBox, string> = {
  open: "o.due_at, o.id",
  overdue: "o.due_at, o.id",
  done: "o.submitted_at desc, o.id",
};

/** Those whom an obligation is put before: $1 unit, $2 roles. */
const OWN = "o.org_unit_id = $1 and o.cancelled_at is null and (o.filler_role is null or o.filler_role = any($2))";

/** A page of a heap with the number in all, in one round trip. */
export async function obligationPage(
  tx: Tx,
  subject: Subject,
  request: ObligationRequest,
  now: string,
): Promise<{ rows: ObligationRow[]; total: number }> {
  const { box, campaign, recordType, q, limit, offset } = request;
  const like = q ? containsPattern(q) : null;
  const text = `
    with mine as (
      select o.*, c.title as campaign_title, c.form_definition_id, c.source_record_id, (
        select s->>'title' from jsonb_array_elements(c.settings->'subjects') s
        where s->>'id' = o.subject_record_id::text limit 1) as subject_title
      from obligation o join campaign c on c.id = o.campaign_id
      where ${OWN} and ${BOX[box]} and $4::timestamptz is not null
        and ($3::uuid is null or o.campaign_id = $3) and ($5::text is null or o.record_type = $5)
    ), found as (select * from mine o where $6::text is null or o.campaign_title ilike $6 or o.subject_title ilike $6),
    page as (select * from found o order by ${ORDER[box]} limit $7 offset $8)
    select o.id, o.campaign_id, o.campaign_title, o.record_type, d.key as definition_key, o.period_key,
      o.subject_record_id, o.subject_title, o.source_record_id, o.due_at, o.record_id, o.submitted_at, o.completed_at,
      o.reminded_at, o.reminded_count, v.returned_at is not null as returned, counted.total
    from (select count(*) as total from found) counted left join page o on true
      left join definition d on d.id = o.form_definition_id left join record r on r.id = o.record_id
      left join record_revision v on v.id = r.working_revision_id
    order by ${ORDER[box]}`;
  const rows = await sql<ObligationRow & { total: number }>(tx, text, [
    ...[subject.orgUnitId, subject.roles, campaign ?? null, now, recordType ?? null, like, limit, offset],
  ]);
  return { rows: rows.filter((row) => row.id !== null), total: rows[0]?.total ?? 0 };
}
