import type { ProcessModel } from "../../engine/process/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { operationLines } from "./operation-lines.ts";
import { RETURNED } from "./return-targets.ts";

/** One line of what happened in an instance, for people. */
export interface HistoryLine {
  at: string;
  kind: string;
  /** Chinese. */
  text: string;
  nodeId: string | null;
  nodeName: string | null;
  account: { id: number; name: string; unitName: string } | null;
  opinion: string | null;
}

interface TaskLine {
  node_id: string;
  name: string;
  state: string;
  created_at: string;
  at: string | null;
  outcome: string | null;
  opinion: string | null;
  outcomes: { key: string; label: string }[] | null;
  account_id: number | null;
  account_name: string;
  unit_name: string;
  for_name: string | null;
}

interface EventLine {
  id: number;
  at: string;
  kind: string;
  node_id: string | null;
  flow_id: string | null;
  detail: { message?: string; outcome?: string; reason?: string; from?: number; to?: number } | null;
  account_id: number | null;
  account_name: string;
  unit_name: string;
}

const TASKS = `
  select t.node_id, t.name, t.state, t.created_at, t.completed_at as at, t.outcome, t.opinion, t.outcomes,
    a.id as account_id, a.name as account_name, u.name as unit_name, f.name as for_name
  from task t left join account a on a.id = t.completed_by left join org_unit u on u.id = a.org_unit_id
  left join account f on f.id = t.completed_for
  where t.instance_id = $1 order by t.created_at, t.id`;

// Events are kept by month; those from before the instance began need no look.
const EVENTS = `
  select e.id, e.at, e.kind, e.node_id, e.flow_id, e.detail, a.id as account_id, a.name as account_name,
    u.name as unit_name
  from process_event e left join account a on a.id = e.account_id left join org_unit u on u.id = a.org_unit_id
  where e.instance_id = $1 and e.at >= $2 order by e.id`;

/** What administrators did. */
const interventions: Record<string, (detail: NonNullable<EventLine["detail"]>) => string> = {
  suspend: () => "管理员挂起流程",
  resume: () => "管理员恢复流程",
  terminate: () => "管理员终止流程",
  repair: () => "管理员调整流程",
  retry: () => "管理员让后台处理重试",
  migrate: ({ from, to }) => `流程由第 ${from} 版迁移到第 ${to} 版`,
};

const ends: Record<string, string> = {
  completed: "流程结束",
  terminated: "流程终止",
  cancelled: "流程被终止",
};

function taskLine(row: TaskLine): HistoryLine[] {
  if (row.state === "open") return [];
  // A return to a chosen node is told by its operation.
  if (row.outcome === RETURNED) return [];
  const label = row.outcomes?.find((each) => each.key === row.outcome)?.label ?? "提交";
  const place = row.for_name === null ? "" : `（代${row.for_name}）`;
  const text = row.state === "cancelled" ? `“${row.name}”已撤销` : `${row.name}：${label}${place}`;
  const account =
    row.account_id === null ? null : { id: row.account_id, name: row.account_name, unitName: row.unit_name };
  const kind = row.state === "cancelled" ? "taskCancelled" : "taskCompleted";
  const { node_id: nodeId, name: nodeName, opinion } = row;
  return [{ at: row.at ?? row.created_at, kind, text, nodeId, nodeName, account, opinion }];
}

function eventLine(row: EventLine, model: ProcessModel): HistoryLine[] {
  const node = row.node_id === null ? undefined : model.nodes[row.node_id];
  const base = { at: row.at, nodeId: row.node_id, nodeName: node?.name ?? null, account: null, opinion: null };
  const type = node?.type ?? "";
  const intervention = interventions[row.kind];
  if (intervention) {
    const { account_id: id, account_name: name, unit_name: unitName } = row;
    const account = id === null ? null : { id, name, unitName };
    return [
      { ...base, account, kind: row.kind, text: intervention(row.detail ?? {}), opinion: row.detail?.reason ?? null },
    ];
  }
  if (row.kind === "incident") return [{ ...base, kind: "incident", text: row.detail?.message ?? "流程遇到问题" }];
  if (row.kind === "end")
    return [{ ...base, kind: "end", text: ends[row.detail?.outcome ?? "completed"] ?? "流程结束" }];
  if (row.kind === "move") return [{ ...base, kind: "move", text: `转到“${node?.name || row.node_id}”` }];
  if (row.kind === "enter" && type === "StartEvent") return [{ ...base, kind: "start", text: "流程开始" }];
  if (row.kind === "take" && type === "BoundaryEvent") {
    return [{ ...base, kind: "event", text: `“${node?.name || "边界事件"}”触发` }];
  }
  return [];
}

const order = [
  ...["start", ...Object.keys(interventions)],
  ...["taskCompleted", "taskCancelled", "event", "move", "incident", "end"],
];

/** What the picture of an instance shows: where it has been, and what people did, oldest first. */
export async function historyOf(tx: Tx, instanceId: string, startedAt: string, model: ProcessModel) {
  const tasks = await sql<TaskLine>(tx, TASKS, [instanceId]);
  const events = await sql<EventLine>(tx, EVENTS, [instanceId, startedAt]);
  const operations = await operationLines(tx, instanceId, (node) => model.nodes[node]?.name ?? null);
  const lines = [...events.flatMap((row) => eventLine(row, model)), ...tasks.flatMap(taskLine), ...operations];
  lines.sort((a, b) => a.at.localeCompare(b.at) || order.indexOf(a.kind) - order.indexOf(b.kind));
  const nodes = new Set(events.flatMap(({ kind, node_id }) => (kind === "enter" && node_id ? [node_id] : [])));
  const flows = new Set(events.flatMap(({ flow_id }) => (flow_id ? [flow_id] : [])));
  return { history: lines, visitedNodes: [...nodes], visitedFlows: [...flows] };
}
