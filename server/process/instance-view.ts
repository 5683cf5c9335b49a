import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { type HistoryLine, historyOf } from "./history.ts";
import { INSTANCE_COLUMNS, type Instance } from "./instance.ts";
import { modelOf, processXml } from "./models.ts";

/** An instance for the flow's picture and the timeline beside it. */
export interface InstanceView {
  id: string;
  recordId: string;
  title: string;
  xml: string;
  status: Instance["status"];
  statusText: string;
  incident: string | null;
  /** Nodes a token rests at. */
  active: string[];
  completedNodes: string[];
  completedFlows: string[];
  history: HistoryLine[];
  timers: { nodeId: string; nodeName: string; dueAt: string }[];
}

const statusTexts: Record<Instance["status"], string> = {
  active: "审核中",
  completed: "已完成",
  terminated: "已终止",
  incident: "等待管理员处理",
  suspended: "已挂起",
};

/** The refusal for a process that is not there, or that is about what one may not read. */
export function unknownProcess(): AppError {
  return new AppError(404, "unknown-process", "没有找到这个流程，或它不在您的管辖范围内。");
}

/** The record a process is about, whoever asks. @throws AppError 404. */
export async function recordOfProcess(tx: Tx, id: string): Promise<string> {
  const [found] = await sql<{ recordId: string }>(
    tx,
    `select record_id as "recordId" from process_instance where id = $1`,
    [id],
  );
  if (!found) throw unknownProcess();
  return found.recordId;
}

/** Reads an instance. @throws AppError 404 where it is out of scope. */
export async function instanceView(ctx: AppContext, tx: Tx, id: string): Promise<InstanceView> {
  const [instance] = await sql<Instance & { startedAt: string }>(
    tx,
    `select ${INSTANCE_COLUMNS}, i.started_at as "startedAt" from process_instance i join record r on r.id = i.record_id where i.id = $1`,
    [id],
  );
  if (!instance) throw unknownProcess();
  const model = await modelOf(ctx, instance.versionId, instance.processKey, instance.state.latest);
  const { history, visitedNodes, visitedFlows } = await historyOf(tx, id, instance.startedAt, model);
  const running = instance.state.status === "active";
  const active = running ? [...new Set(instance.state.tokens.map((token) => token.at))] : [];
  return {
    id,
    recordId: instance.recordId,
    title: instance.title,
    xml: await processXml(ctx, instance.versionId, instance.processKey),
    status: instance.status,
    statusText: statusTexts[instance.status],
    incident: instance.incident?.message ?? null,
    active,
    completedNodes: visitedNodes.filter((node) => !active.includes(node)),
    completedFlows: visitedFlows,
    history,
    timers: instance.state.timers.map(({ node, due }) => ({
      nodeId: node,
      nodeName: model.nodes[node]?.name ?? "",
      dueAt: due,
    })),
  };
}
