import { sql, type Tx } from "../database/transaction.ts";
import type { Instance } from "../process/instance.ts";
import { containsPattern } from "../query/like-pattern.ts";
import { instanceConditions, type MonitorScope, Values } from "./scope.ts";

/** Which instances to list. */
export interface InstanceRequest {
  status: Instance["status"][];
  /** Only those with a task open at this node. */
  node?: string;
  /** Part of the title. */
  q?: string;
  offset: number;
  limit: number;
}

/** An instance in the list. */
export interface InstanceLine {
  id: string;
  recordId: string;
  title: string;
  status: Instance["status"];
  definitionKey: string;
  definitionTitle: string;
  version: number;
  unitName: string;
  startedAt: string;
  endedAt: string | null;
  suspendedAt: string | null;
  incident: string | null;
  /** Names of its open tasks, and since when the oldest waits. */
  waiting: string | null;
  waitingSince: string | null;
  dueAt: string | null;
}

/** A title is looked for among so many of the newest, so that a rare word costs no walk through everything. */
const SEARCHED = 5000;

/**
 * The rows to choose from, newest first, cut off where the page ends: one walk down an index for each version and status,
 * or down the index of the unit or the node.
 */
function source(scope: MonitorScope, request: InstanceRequest, values: Values): string {
  const { status, node, q, offset, limit } = request;
  const rest = instanceConditions(scope, values, "i");
  const statuses = values.add(status);
  const cut = `limit ${q ? SEARCHED : offset + limit + 1}`;
  // Without the title the index alone answers.
  const columns = q ? "i.id, i.started_at, i.title" : "i.id, i.started_at";
  if (node) {
    const types = scope.recordTypes ? `and t.record_type = any(${values.add(scope.recordTypes)})` : "";
    const versions = scope.versions ? [`i.definition_version_id = any(${values.add(scope.versions)})`] : [];
    const where = [...versions, ...rest, `i.status = any(${statuses})`].join(" and ");
    return `select distinct ${columns} from task t join process_instance i on i.id = t.instance_id
      where t.state = 'open' and t.node_id = ${values.add(node)} ${types} and ${where} order by 2 desc ${cut}`;
  }
  if (!scope.versions && (scope.unit !== null || scope.divisions)) {
    const where = [...rest, `i.status = any(${statuses})`].join(" and ");
    return `select ${columns} from process_instance i where ${where} order by i.started_at desc ${cut}`;
  }
  const each = scope.versions ? `unnest(${values.add(scope.versions)}::bigint[]) v(id) cross join` : "";
  const where = [...(scope.versions ? ["i.definition_version_id = v.id"] : []), "i.status = s.status", ...rest];
  return `select i.* from ${each} unnest(${statuses}::text[]) s(status) cross join lateral (
      select ${columns} from process_instance i where ${where.join(" and ")} order by i.started_at desc ${cut}) i
    order by i.started_at desc ${cut}`;
}

/** One page of instances, newest first, and whether there are more. */
export async function listInstances(
  tx: Tx,
  scope: MonitorScope,
  request: InstanceRequest,
): Promise<{ rows: InstanceLine[]; more: boolean }> {
  const values = new Values();
  const from = source(scope, request, values);
  const title = request.q ? `where c.title ilike ${values.add(containsPattern(request.q))}` : "";
  const page = `limit ${values.add(request.limit + 1)} offset ${values.add(request.offset)}`;
  const text = `
    with page as materialized (select c.id from (${from}) c ${title} order by c.started_at desc, c.id ${page})
    select i.id, i.record_id as "recordId", i.title, i.status, d.key as "definitionKey", d.title as "definitionTitle",
      v.number as version, u.name as "unitName", i.started_at as "startedAt", i.ended_at as "endedAt",
      i.suspended_at as "suspendedAt", i.incident ->> 'message' as incident, w.waiting, w.since as "waitingSince",
      w.due as "dueAt"
    from page join process_instance i on i.id = page.id join definition_version v on v.id = i.definition_version_id
    join definition d on d.id = v.definition_id join org_unit u on u.id = i.org_unit_id
    left join lateral (select string_agg(t.name, '、' order by t.created_at) as waiting, min(t.created_at) as since,
      min(t.due_at) as due from task t where t.instance_id = i.id and t.state = 'open') w on true
    order by i.started_at desc, i.id`;
  const rows = await sql<InstanceLine>(tx, text, values.list);
  return { rows: rows.slice(0, request.limit), more: rows.length > request.limit };
}
