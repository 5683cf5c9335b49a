import { parsePeriod } from "../../engine/period/index.ts";
import type { AppContext } from "../context.ts";
import type { ObligationRow } from "../dispatch/obligation-desk.ts";
import { recordTypeTitle } from "./desk-row.ts";

const stateTexts = {
  open: "待填报",
  draft: "填报中",
  returned: "已退回",
  submitted: "审核中",
  completed: "已完成",
} as const;

function stateOf(row: ObligationRow): keyof typeof stateTexts {
  if (row.completed_at !== null) return "completed";
  if (row.submitted_at !== null) return "submitted";
  if (row.record_id === null) return "open";
  return row.returned ? "returned" : "draft";
}

/** An obligation for the desk of the unit that owes it. */
export function presentObligation(ctx: AppContext, row: ObligationRow, now: string): Record<string, unknown> {
  const state = stateOf(row);
  const late = row.submitted_at ?? now;
  return {
    id: row.id,
    campaignId: row.campaign_id,
    campaignTitle: row.campaign_title,
    recordType: row.record_type,
    recordTypeTitle: recordTypeTitle(ctx, row.record_type),
    definitionKey: row.definition_key,
    period: { key: row.period_key, title: parsePeriod(row.period_key)?.title ?? row.period_key },
    subject: row.subject_record_id === null ? null : { id: row.subject_record_id, title: row.subject_title ?? "" },
    sourceRecordId: row.source_record_id,
    dueAt: row.due_at,
    overdue: late > row.due_at,
    state,
    stateText: stateTexts[state],
    recordId: row.record_id,
    submittedAt: row.submitted_at,
    completedAt: row.completed_at,
    remindedAt: row.reminded_at,
    remindedCount: row.reminded_count,
  };
}
