import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { modelOf, processXml } from "../process/models.ts";
import { MOST_COUNTED } from "./overview.ts";
import type { MonitorScope } from "./scope.ts";

/** Durations are worked out over so many of the newest completed tasks of a node. */
const SAMPLE = 2000;

/** How a task node fares. */
export interface NodeFigures {
  nodeId: string;
  name: string;
  /** Tasks waiting there, those past their due date, and since when the oldest waits. */
  open: number;
  overdue: number;
  oldest: string | null;
  /** Completed tasks looked at, and how long they took, in seconds. */
  completed: number;
  median: number | null;
  p90: number | null;
}

const FIGURES = `
  select n.id as "nodeId", o.open, o.overdue, o.oldest, d.completed, d.median, d.p90
  from unnest($1::text[]) n(id)
  cross join lateral (
    select count(*) as open, count(*) filter (where due_at < $5::timestamptz) as overdue, min(created_at) as oldest
    from unnest($2::text[]) r(type) cross join lateral (
      select t.due_at, t.created_at from task t
      where t.record_type = r.type and t.node_id = n.id and t.state = 'open'
        and ($3::bigint[] is null or exists (
          select from process_instance i where i.id = t.instance_id and i.definition_version_id = any($3)))
      limit ${MOST_COUNTED}) t) o
  cross join lateral (
    select count(*) as completed,
      percentile_cont(0.5) within group (order by seconds) as median,
      percentile_cont(0.9) within group (order by seconds) as p90
    from unnest($2::text[]) r(type) cross join lateral (
      select extract(epoch from t.completed_at - t.created_at)::float8 as seconds, t.instance_id from task t
      where t.record_type = r.type and t.node_id = n.id and t.state = 'completed' and t.completed_at >= $4::timestamptz
      order by t.completed_at desc limit ${SAMPLE}) t
    where $3::bigint[] is null or exists (
      select from process_instance i where i.id = t.instance_id and i.definition_version_id = any($3))) d`;

/** The picture of a process with the figures of its task nodes. */
export interface ProcessFigures {
  xml: string;
  versionId: number;
  sample: number;
  nodes: NodeFigures[];
}

/** Works out how the task nodes of a process fare; the picture is that of the version, or of the live one. */
export async function processFigures(
  ctx: AppContext,
  tx: Tx,
  scope: MonitorScope,
  request: { definition: string; processKey: string; version?: number; since: string; now: string },
): Promise<ProcessFigures> {
  const { definition, processKey, version, since, now } = request;
  const versionId = version ?? ctx.definitions.live(definition).versionId;
  const model = await modelOf(ctx, versionId, processKey);
  const names = new Map(
    Object.values(model.nodes).flatMap((node) => (node.task ? [[node.id, node.name || node.id]] : [])),
  );
  const versions = version === undefined ? null : scope.versions;
  const values = [[...names.keys()], scope.recordTypes ?? [], versions, since, now];
  const rows = await sql<Omit<NodeFigures, "name">>(tx, FIGURES, values);
  const nodes = rows.map((row) => ({ ...row, name: names.get(row.nodeId) ?? row.nodeId }));
  return { xml: await processXml(ctx, versionId, processKey), versionId, sample: SAMPLE, nodes };
}
