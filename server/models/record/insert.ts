import type { Actor } from "../../audit/audit.ts";
import { prepared } from "../../database/prepared.ts";
import type { Tx } from "../../database/transaction.ts";
import { insertRows } from "../../projection/row.ts";
import type { ProjectedTable } from "../../query/catalog.ts";
import { insertEvents } from "./events.ts";
import type { RecordNames } from "./loaded-record.ts";

/** Everything that comes into being with a record, ready to be written in one statement. */
export interface NewRecord {
  record: {
    id: string;
    record_type: string;
    definition_id: number;
    org_unit_id: number;
    division_code: string;
    open: boolean;
    created_by: number;
    at: string;
    revision_id: string;
    obligation_id: string | null;
    definition_version_id: number;
    data: Record<string, unknown>;
  };
  /** Event rows. */
  events: object[];
  references: { field: string; id: string }[];
  attachmentIds: string[];
  /** The projection row of each table that holds the type. */
  projections: { table: ProjectedTable; row: object }[];
}

/**
 * One statement for all of it: record, revision, history, audit and projection cost one round trip. Foreign keys are
 * checked when the statement ends, so the parts may refer to each other. Rows of other kinds join in only when there
 * are any.
 * @returns the names that the record is shown with.
 */
export async function insertRecord(tx: Tx, actor: Actor, made: NewRecord): Promise<RecordNames | undefined> {
  const { record, references, attachmentIds, projections } = made;
  const values: unknown[] = [
    record.id,
    record.record_type,
    record.definition_id,
    record.org_unit_id,
    record.division_code,
    record.open,
    record.created_by,
    record.at,
    record.revision_id,
    record.obligation_id,
    record.definition_version_id,
    JSON.stringify(record.data),
    JSON.stringify(made.events),
    actor.ip,
  ];
  const add = (value: unknown) => `$${values.push(value)}`;
  const parts = [
    `rev as (insert into record_revision (id, record_id, number, definition_version_id, data, created_by, created_at, updated_at, org_unit_id, division_code, open)
       values ($9, $1, 1, $11, $12, $7, $8, $8, $4, $5, $6))`,
    `evt as (${insertEvents("$13")})`,
    `aud as (insert into audit_log (account_id, org_unit_id, ip, action, target) values ($7, $4, $14, 'record.create', $1::text))`,
    ...projections.map(({ table, row }, at) => `p${at} as (${insertRows(table, add(JSON.stringify([row])))})`),
  ];
  if (references.length > 0) {
    parts.push(`ref as (insert into record_reference (from_record_id, field, to_record_id)
      select $1, r.field, r.id from jsonb_to_recordset(${add(JSON.stringify(references))}::jsonb) as r(field text, id uuid))`);
  }
  if (attachmentIds.length > 0) {
    parts.push(
      `att as (update attachment set record_id = $1 where record_id is null and id = any(${add(attachmentIds)}::uuid[]))`,
    );
  }
  if (record.obligation_id !== null) parts.push("duty as (update obligation set record_id = $1 where id = $10)");
  const [names] = await prepared<RecordNames>(
    tx,
    `with ${parts.join(",\n")}
     insert into record (id, record_type, definition_id, org_unit_id, division_code, open, created_by, created_at, updated_at, working_revision_id, obligation_id)
     values ($1::uuid, $2, $3, $4, $5, $6, $7, $8::timestamptz, $8, $9, $10)
     returning (select name from org_unit where id = $4) as unit_name, (select name from division where code = $5) as division_name,
       (select name from account where id = $7) as creator_name`,
    values,
  );
  return names;
}
