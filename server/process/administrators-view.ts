import { describe, type ProcessModel } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { explanations, type Remedy } from "./explain-incident.ts";
import type { Incident } from "./incident.ts";
import { openIncidents } from "./incident-rows.ts";
import { INSTANCE_COLUMNS, type Instance } from "./instance.ts";
import { modelOf } from "./models.ts";

/** What an administrator needs besides the instance's picture and history. */
export interface AdministratorsView {
  id: string;
  lockVersion: number;
  status: Instance["status"];
  suspendedAt: string | null;
  definition: { key: string; title: string; version: number; versionId: number; liveVersionId: number | null };
  processKey: string;
  startedAt: string;
  endedAt: string | null;
  unitName: string;
  variables: Record<string, unknown>;
  tokens: { id: string; nodeId: string; nodeName: string; waitsFor: string }[];
  tasks: {
    id: string;
    nodeId: string;
    name: string;
    role: string | null;
    unit: string | null;
    assignee: string | null;
    dueAt: string | null;
  }[];
  incidents: (Pick<Incident, "id" | "kind" | "at" | "nodeId" | "message"> & {
    nodeName: string;
    title: string;
    advice: string;
    remedies: Remedy[];
  })[];
  /** Nodes a token may be put at, in the order of the model. */
  targets: { nodeId: string; nodeName: string }[];
}

const READ = `
  select ${INSTANCE_COLUMNS}, i.started_at as "startedAt", i.ended_at as "endedAt", i.suspended_at as "suspendedAt",
    u.name as "unitName"
  from process_instance i join record r on r.id = i.record_id join org_unit u on u.id = i.org_unit_id where i.id = $1`;

const TASKS = `
  select t.id, t.node_id as "nodeId", t.name, t.candidate_role as role, u.name as unit, a.name as assignee,
    t.due_at as "dueAt"
  from task t left join org_unit u on u.id = t.candidate_unit_id left join account a on a.id = t.assignee_id
  where t.instance_id = $1 and t.state = 'open' order by t.created_at, t.id limit 200`;

type Row = Instance & Pick<AdministratorsView, "startedAt" | "endedAt" | "suspendedAt" | "unitName">;

function tokensOf(model: ProcessModel, { state }: Instance): AdministratorsView["tokens"] {
  const { jobs, messages, timers } = describe(model, state);
  return state.tokens.map(({ id, at, task, job }) => {
    const waits = [
      ...(task === undefined ? [] : ["任务"]),
      ...(job === undefined || !jobs.some((each) => each.tokenId === id) ? [] : ["后台处理"]),
      ...(timers.some((each) => each.nodeId === at) ? ["定时"] : []),
      ...(messages.some((each) => each.nodeId === at) ? ["消息"] : []),
    ];
    return { id, nodeId: at, nodeName: model.nodes[at]?.name || at, waitsFor: waits.join("、") || "汇聚" };
  });
}

const movable = (model: ProcessModel): AdministratorsView["targets"] =>
  Object.values(model.nodes)
    .filter((node) => node.attachedTo === undefined && node.kind !== "unsupported")
    .filter((node) => !(node.type.endsWith("Gateway") && node.incoming.length > 1) && node.type !== "StartEvent")
    .map((node) => ({ nodeId: node.id, nodeName: node.name || node.id }));

async function definitionOf(ctx: AppContext, versionId: number): Promise<AdministratorsView["definition"]> {
  const { key, title, number } = await ctx.definitions.byVersion(versionId);
  const live = ctx.definitions.all().find((each) => each.key === key);
  return { key, title, version: number, versionId, liveVersionId: live?.versionId ?? null };
}

/** Reads an instance as an administrator may see it. @throws AppError 404 where it is out of scope. */
export async function administratorsView(ctx: AppContext, tx: Tx, id: string): Promise<AdministratorsView> {
  const [instance] = await sql<Row>(tx, READ, [id]);
  if (!instance) throw new AppError(404, "unknown-process", "没有找到这个流程，或它不在您的管辖范围内。");
  const model = await modelOf(ctx, instance.versionId, instance.processKey, instance.state.latest);
  const incidents = await openIncidents(tx, id);
  const roles = new Map(ctx.definitions.roles().map(({ key, title }) => [key, title]));
  const tasks = await sql<AdministratorsView["tasks"][number]>(tx, TASKS, [id]);
  return {
    id,
    lockVersion: instance.lockVersion ?? 0,
    status: instance.status,
    suspendedAt: instance.status === "suspended" ? instance.suspendedAt : null,
    definition: await definitionOf(ctx, instance.versionId),
    processKey: instance.processKey,
    startedAt: instance.startedAt,
    endedAt: instance.endedAt,
    unitName: instance.unitName,
    variables: instance.state.variables,
    tokens: instance.state.status === "active" ? tokensOf(model, instance) : [],
    tasks: tasks.map((task) => ({ ...task, role: task.role && (roles.get(task.role) ?? task.role) })),
    incidents: incidents.map(({ id, kind, at, nodeId, message }) => ({
      ...{ id, kind, at, nodeId, message, nodeName: model.nodes[nodeId]?.name || nodeId },
      ...explanations[kind],
    })),
    targets: movable(model),
  };
}
