import type { AppContext } from "../context.ts";
import type { DeskRow } from "../process/desk.ts";
import type { Box } from "../process/desk-heaps.ts";
import { RETURNED } from "../process/return-targets.ts";

const instanceStates: Record<string, string> = {
  active: "审核中",
  completed: "已完成",
  terminated: "已终止",
  incident: "等待处理",
  suspended: "已挂起",
};
const copyStates: Record<string, string> = { unread: "未读", read: "已读" };
const taskStates: Record<string, string> = { open: "待办理", completed: "已办理", cancelled: "已撤销" };

/** The title of a record type, or its key when no live definition declares it any more. */
export function recordTypeTitle(ctx: AppContext, key: string): string {
  return ctx.definitions.recordTypes().find((each) => each.key === key)?.title ?? key;
}

/** A line of a desk for the screen. */
export function presentDeskRow(ctx: AppContext, box: Box, row: DeskRow, now: string): Record<string, unknown> {
  const started = box === "started";
  const states = started ? instanceStates : box === "cc" ? copyStates : taskStates;
  return {
    id: row.id,
    instanceId: row.instance_id,
    recordId: row.record_id,
    recordType: row.record_type,
    recordTypeTitle: recordTypeTitle(ctx, row.record_type),
    title: row.title,
    nodeId: row.node_id,
    name: started ? (row.waiting ?? "") : row.name,
    unitName: row.unit_name,
    divisionName: row.division_name,
    createdAt: row.created_at,
    dueAt: row.due_at,
    overdue: row.state === "open" && row.due_at !== null && row.due_at < now,
    state: row.state,
    stateText: states[row.state] ?? row.state,
    completedAt: row.completed_at,
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name },
    outcome: row.outcome,
    outcomeText:
      row.outcome === RETURNED ? "退回" : (row.outcomes?.find((each) => each.key === row.outcome)?.label ?? null),
    opinion: row.opinion,
    // Of a copy: who sent it.
    sender: box === "cc" ? row.waiting : null,
  };
}
