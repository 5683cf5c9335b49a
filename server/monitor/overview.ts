import { sql, type Tx } from "../database/transaction.ts";
import { explanations } from "../process/explain-incident.ts";
import type { IncidentKind } from "../process/incident.ts";
import { instanceConditions, type MonitorScope, Values } from "./scope.ts";

/** Numbers stop at this, so that none of them walks through everything. */
export const MOST_COUNTED = 10_000;

const STATUSES = ["active", "incident", "suspended", "completed", "terminated"] as const;

/** The monitor's first look. */
export interface Overview {
  counts: Record<(typeof STATUSES)[number], number>;
  /** Tasks past their due date. */
  overdue: number;
  overdueUnits: { unitId: number; unitName: string; count: number; oldest: string }[];
  overdueNodes: { recordType: string; nodeId: string; name: string; count: number; oldest: string }[];
  incidents: { kind: IncidentKind; title: string; count: number }[];
  mostCounted: number;
}

async function countStatuses(tx: Tx, scope: MonitorScope): Promise<Overview["counts"]> {
  const values = new Values();
  const versions = scope.versions ? [`i.definition_version_id = any(${values.add(scope.versions)})`] : [];
  const where = [...versions, ...instanceConditions(scope, values, "i"), "i.status = s.status"].join(" and ");
  const text = `select s.status, c.n from unnest(${values.add(STATUSES)}::text[]) s(status) cross join lateral (
    select count(*) as n from (select from process_instance i where ${where} limit ${MOST_COUNTED}) x) c`;
  const rows = await sql<{ status: keyof Overview["counts"]; n: number }>(tx, text, values.list);
  return Object.fromEntries(rows.map(({ status, n }) => [status, n])) as Overview["counts"];
}

/** The longest overdue tasks, as many as are counted, with what the index holds of them. */
function overdueTasks(scope: MonitorScope, values: Values, now: string): string {
  const types = scope.recordTypes ? [`t.record_type = any(${values.add(scope.recordTypes)})`] : [];
  const places = scope.divisions
    ? [`t.division_code >= ${values.add(scope.divisions[0])} and t.division_code <= ${values.add(scope.divisions[1])}`]
    : [];
  const unit = scope.unit === null ? [] : [`t.org_unit_id = ${values.add(scope.unit)}`];
  const where = ["t.state = 'open'", `t.due_at < ${values.add(now)}::timestamptz`, ...types, ...places, ...unit];
  return `select t.record_type, t.node_id, coalesce(t.candidate_unit_id, a.org_unit_id) as unit_id, t.due_at
    from (select t.record_type, t.node_id, t.candidate_unit_id, t.assignee_id, t.due_at from task t
      where ${where.join(" and ")} order by t.due_at limit ${MOST_COUNTED}) t
    left join account a on a.id = t.assignee_id`;
}

async function overdue(tx: Tx, scope: MonitorScope, now: string) {
  const values = new Values();
  const text = `
    with late as materialized (${overdueTasks(scope, values, now)})
    select (select count(*) from late) as overdue,
      (select coalesce(jsonb_agg(x order by x.count desc), '[]') from (
        select unit_id as "unitId", u.name as "unitName", count(*) as count, min(due_at) as oldest
        from late join org_unit u on u.id = unit_id group by 1, 2 order by 3 desc limit 15) x) as units,
      (select coalesce(jsonb_agg(x order by x.count desc), '[]') from (
        select n.*, (select t.name from task t where t.state = 'open' and t.record_type = n."recordType" and t.node_id = n."nodeId" limit 1)
        from (select record_type as "recordType", node_id as "nodeId", count(*) as count, min(due_at) as oldest
          from late group by 1, 2 order by 3 desc limit 10) n) x) as nodes`;
  interface Row {
    overdue: number;
    units: Overview["overdueUnits"];
    nodes: Overview["overdueNodes"];
  }
  const [row] = await sql<Row>(tx, text, values.list);
  return row as Row;
}

async function incidents(tx: Tx, scope: MonitorScope): Promise<Overview["incidents"]> {
  const values = new Values();
  const versions = scope.versions ? `and definition_version_id = any(${values.add(scope.versions)})` : "";
  const text = `select kind, count(*) as count from (
    select kind from process_incident where resolved_at is null ${versions} order by at desc limit ${MOST_COUNTED}) x
    group by kind order by 2 desc`;
  const rows = await sql<{ kind: IncidentKind; count: number }>(tx, text, values.list);
  return rows.map(({ kind, count }) => ({ kind, count, title: explanations[kind].title }));
}

/** Instances by state, what is overdue by unit and node, open incidents by kind; every number is bounded. */
export async function overview(tx: Tx, scope: MonitorScope, now: string): Promise<Overview> {
  const counts = await countStatuses(tx, scope);
  const { overdue: count, units, nodes } = await overdue(tx, scope, now);
  return {
    ...{ counts, overdue: count, overdueUnits: units, overdueNodes: nodes, mostCounted: MOST_COUNTED },
    incidents: await incidents(tx, scope),
  };
}
