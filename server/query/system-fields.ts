import type { SqlField } from "./sql-type.ts";

const levelOf = (unit: string): string => `(select u.level::int from org_unit u where u.id = ${unit})`;

/** Whether a record refers to one that was cancelled since. */
const referencesCancelled = `exists (select from record_reference ref join record t on t.id = ref.to_record_id
  where ref.from_record_id = p.record_id and t.cancelled_at is not null)`;

/** What is being done with a record: the names of its open tasks. */
const step = `(select string_agg(distinct t.name, '、' order by t.name) from task t
  where t.record_id = p.record_id and t.state = 'open')`;

/** Fields every projected record has; `p` is its projection. */
export const recordFields: Readonly<Record<string, SqlField>> = {
  $id: { sql: "p.record_id", type: "uuid" },
  $title: { sql: "p.title", type: "text" },
  $status: { sql: "p.status", type: "text" },
  $step: { sql: step, type: "text" },
  $unit: { sql: "p.org_unit_id", type: "bigint" },
  $division: { sql: "p.division_code", type: "text" },
  $district: { sql: "p.district_code", type: "text", from: "p.division_code" },
  $level: { sql: levelOf("p.org_unit_id"), type: "integer" },
  $createdBy: { sql: "p.created_by", type: "bigint" },
  $sourceChanged: { sql: "exists (select from source_change sc where sc.record_id = p.record_id)", type: "boolean" },
  $referencesCancelled: { sql: referencesCancelled, type: "boolean" },
  $createdAt: { sql: "p.created_at", type: "timestamptz" },
  $updatedAt: { sql: "p.updated_at", type: "timestamptz" },
  $submittedAt: { sql: "p.submitted_at", type: "timestamptz" },
  $inForceAt: { sql: "p.in_force_at", type: "timestamptz" },
};

/** A fulfilled duty is judged by when it was submitted, an open one by today: pending, overdue, onTime, late. */
const state = `case when o.submitted_at is null then case when o.due_at < now() then 'overdue' else 'pending' end
  when o.submitted_at > o.due_at then 'late' else 'onTime' end`;

/** What only a reporting duty has; `o` is the obligation. */
export const dutyFields: Readonly<Record<string, SqlField>> = {
  $period: { sql: "o.period_key", type: "text" },
  $year: { sql: "o.year", type: "integer" },
  $quarter: { sql: "o.quarter::int", type: "integer" },
  $month: { sql: "o.month::int", type: "integer" },
  $dueAt: { sql: "o.due_at", type: "timestamptz" },
  $subject: { sql: "o.subject_record_id", type: "uuid" },
  $campaign: { sql: "o.campaign_id", type: "uuid" },
  $state: { sql: state, type: "text" },
};

/** What the campaign behind a reporting duty says; `c` is the campaign. */
export const campaignFields: Readonly<Record<string, SqlField>> = {
  $source: { sql: "c.source_record_id", type: "uuid" },
};

/** Of an obligation: who owes it counts, not who filled it; `$id` is the obligation's. */
export const obligationFields: Readonly<Record<string, SqlField>> = {
  ...recordFields,
  ...dutyFields,
  $id: { sql: "o.id", type: "uuid" },
  $record: { sql: "o.record_id", type: "uuid" },
  $unit: { sql: "o.org_unit_id", type: "bigint" },
  $division: { sql: "o.division_code", type: "text" },
  $district: { sql: "rpad(left(o.division_code, 6), 12, '0')", type: "text", from: "o.division_code" },
  $level: { sql: levelOf("o.org_unit_id"), type: "integer" },
  $createdAt: { sql: "o.created_at", type: "timestamptz" },
  $submittedAt: { sql: "o.submitted_at", type: "timestamptz" },
};
