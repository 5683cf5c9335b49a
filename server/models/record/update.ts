import type { Actor } from "../../audit/audit.ts";
import { prepared } from "../../database/prepared.ts";
import type { Tx } from "../../database/transaction.ts";
import { updateRows } from "../../projection/row.ts";
import type { ProjectedTable } from "../../query/catalog.ts";
import { insertEvents } from "./events.ts";

/** A working revision's new content and what goes with it. */
export interface RevisionUpdate {
  recordId: string;
  revisionId: string;
  /** The record's version this update was made from. */
  lockVersion: number;
  at: string;
  data: Record<string, unknown>;
  events: object[];
  /** Every reference the data holds now, or null when they are as before. */
  references: { field: string; id: string }[] | null;
  attachmentIds: string[];
  removedAttachmentIds: string[];
  projections: { table: ProjectedTable; row: object }[];
  auditAction: string;
  /** A reviewer changes what was submitted; otherwise only what was not submitted can change. */
  underReview?: boolean;
}

/**
 * One statement; it changes nothing when the record moved on meanwhile, since every part hangs on the version.
 * @returns false in that case.
 */
export async function updateRevision(tx: Tx, actor: Actor, update: RevisionUpdate): Promise<boolean> {
  const values: unknown[] = [
    update.recordId,
    update.lockVersion,
    update.at,
    update.revisionId,
    JSON.stringify(update.data),
  ];
  const add = (value: unknown) => `$${values.push(value)}`;
  const parts = [
    "rec as (update record set updated_at = $3::timestamptz, lock_version = lock_version + 1 where id = $1::uuid and lock_version = $2 and cancelled_at is null returning id)",
    `rev as (update record_revision set data = $5::jsonb, updated_at = $3::timestamptz where id = $4::uuid and in_force_at is null and submitted_at is ${update.underReview ? "not null" : "null"})`,
    `evt as (${insertEvents(add(JSON.stringify(update.events)))})`,
    `aud as (insert into audit_log (account_id, org_unit_id, ip, action, target)
       values (${add(actor.accountId)}, ${add(actor.orgUnitId)}, ${add(actor.ip)}, ${add(update.auditAction)}, $1::text))`,
    ...update.projections.map(({ table, row }, at) => `p${at} as (${updateRows(table, add(JSON.stringify([row])))})`),
  ];
  if (update.references) {
    const rows = add(JSON.stringify(update.references));
    const given = `(select r.field, r.id from jsonb_to_recordset(${rows}::jsonb) as r(field text, id uuid))`;
    parts.push(
      `gone as (delete from record_reference where from_record_id = $1 and (field, to_record_id) not in ${given})`,
      `refs as (insert into record_reference select $1::uuid, g.field, g.id from ${given} g on conflict do nothing)`,
    );
  }
  if (update.attachmentIds.length > 0) {
    const ids = add(update.attachmentIds);
    parts.push(`att as (update attachment set record_id = $1 where record_id is null and id = any(${ids}::uuid[]))`);
  }
  if (update.removedAttachmentIds.length > 0) {
    const ids = add(update.removedAttachmentIds);
    parts.push(`lost as (update attachment set removed_at = $3 where record_id = $1 and id = any(${ids}::uuid[]))`);
  }
  const rows = await prepared(tx, `with ${parts.join(",\n")} select id from rec`, values);
  return rows.length === 1;
}
