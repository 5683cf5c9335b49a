import type { FieldChange } from "../../../engine/form/index.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { type EventKind, eventTexts } from "./events.ts";
import type { LoadedRecord } from "./loaded-record.ts";
import { shownAttachments } from "./shown-attachments.ts";

interface EventRow {
  id: number;
  at: string;
  kind: EventKind;
  account_id: number | null;
  account_name: string | null;
  org_unit_id: number | null;
  unit_name: string | null;
  opinion: string | null;
  task_name: string | null;
  /** The button by which one person completed the task. */
  outcome: string | null;
  changes: FieldChange[] | null;
  detail: Record<string, unknown> | null;
}

const events = `
  select e.id, e.at, e.kind, e.account_id, a.name as account_name, e.org_unit_id, u.name as unit_name, e.opinion,
    t.name as task_name, case when e.kind = 'approved' and not t.seated then (select o->>'label'
      from jsonb_array_elements(t.outcomes) o where o->>'key' = t.outcome) end as outcome, e.changes, e.detail
  from record_event e
  left join account a on a.id = e.account_id
  left join org_unit u on u.id = e.org_unit_id
  left join task t on t.id = e.task_id
  where e.record_id = $1 and (e.kind in ('uploaded', 'removed')) = $2
  order by e.id desc limit 1000`;

const named = (id: number | null, name: string | null) => (id === null ? null : { id, name });

const ofField = (hidden: readonly string[]) => (change: FieldChange) =>
  !hidden.some((field) => change.pointer === `/${field}` || change.pointer.startsWith(`/${field}/`));

/** The 填报记录 of a record, newest first; changes of hidden fields are left out. */
export async function historyOf(tx: Tx, recordId: string, hidden: readonly string[]): Promise<object[]> {
  const rows = await sql<EventRow>(tx, events, [recordId, false]);
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at, kind: row.kind, kindText: row.outcome ?? eventTexts[row.kind] ?? row.kind },
    account: named(row.account_id, row.account_name),
    unit: named(row.org_unit_id, row.unit_name),
    opinion: row.opinion,
    taskName: row.task_name,
    changes: row.changes?.filter(ofField(hidden)) ?? null,
  }));
}

/** The 上传记录 of a record, newest first; files of hidden fields are left out. */
export async function uploadsOf(tx: Tx, record: LoadedRecord, hidden: readonly string[]): Promise<object[]> {
  const rows = await sql<EventRow>(tx, events, [record.latest.record_id, true]);
  const ids = rows.map(({ detail }) => String(detail?.attachmentId));
  const shown = await shownAttachments(tx, record, ids, hidden);
  const visible = rows.filter(({ detail }) => shown.has(String(detail?.attachmentId)));
  return visible.map(({ id, at, kind, account_id, account_name, detail }) => ({
    ...{ id, at, kind, kindText: eventTexts[kind], account: named(account_id, account_name) },
    attachment: { id: detail?.attachmentId, name: detail?.name, size: detail?.size },
  }));
}

/** Every stored revision of a record, newest first. */
export async function revisionsOf(tx: Tx, recordId: string): Promise<object[]> {
  const rows = await sql<Record<string, unknown>>(
    tx,
    `select rev.id, rev.number, v.number as "versionNumber", rev.created_by, a.name as creator, rev.created_at as "createdAt",
       rev.submitted_at as "submittedAt", rev.in_force_at as "inForceAt", rev.superseded_at as "supersededAt", rev.returned_at as "returnedAt"
     from record_revision rev join definition_version v on v.id = rev.definition_version_id join account a on a.id = rev.created_by
     where rev.record_id = $1 order by rev.number desc`,
    [recordId],
  );
  return rows.map(({ created_by, creator, ...row }) => ({ ...row, createdBy: { id: created_by, name: creator } }));
}

/** One revision's content. */
export interface RevisionContent {
  id: string;
  number: number;
  data: Record<string, unknown>;
  versionId: number;
  /** When it was last written. */
  at: string;
}

/** One revision's content by its number. */
export async function revisionData(tx: Tx, recordId: string, number: number): Promise<RevisionContent | undefined> {
  const [row] = await sql<RevisionContent>(
    tx,
    `select id, number, data, definition_version_id as "versionId", updated_at as at from record_revision
     where record_id = $1 and number = $2`,
    [recordId, number],
  );
  return row;
}
