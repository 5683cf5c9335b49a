import { compareRead } from "./compare-read.ts";
import type { Figure } from "./figure.ts";
import { filledProcesses } from "./fill-processes.ts";

const statuses = "unnest(array['active', 'incident', 'suspended', 'completed', 'terminated']) s(status)";
const version =
  "(select v.id from definition_version v join definition d on d.id = v.definition_id where d.key = 'key-work' order by v.number desc limit 1)";

const numbers = (where: string) => `
  select s.status, (select count(*) from (select from process_instance i where i.status = s.status and ${where} limit 10000) x) from ${statuses}`;
const late = (where: string) => `
  select node_id, candidate_unit_id, count(*), min(due_at) from (select node_id, candidate_unit_id, due_at from task
    where state = 'open' and due_at < now() and ${where} order by due_at limit 10000) x group by 1, 2 order by 3 desc limit 15`;
const stuck =
  "select kind, count(*) from (select kind from process_incident where resolved_at is null limit 10000) x group by 1";
const overview = (where: string) => `
  select (select jsonb_agg(x) from (${numbers(where)}) x), (select jsonb_agg(x) from (${late(where)}) x), (select jsonb_agg(x) from (${stuck}) x)`;

const lines = (ids: string) => `
  select i.id, i.title, i.status, i.started_at, u.name, v.number, d.title as definition, w.* from (${ids}) page join process_instance i using (id)
  join org_unit u on u.id = i.org_unit_id join definition_version v on v.id = i.definition_version_id join definition d on d.id = v.definition_id
  left join lateral (select string_agg(t.name, ',') as waiting, min(t.due_at) as due from task t where t.instance_id = i.id and t.state = 'open') w on true
  order by i.started_at desc`;
const deep = lines(`select i.id from ${statuses} cross join lateral (select id, started_at from process_instance i
    where i.definition_version_id = ${version} and i.status = s.status order by started_at desc limit 2021) i order by i.started_at desc limit 20 offset 2000`);
const atNode =
  lines(`select i.id from task t join process_instance i on i.id = t.instance_id where t.state = 'open' and t.record_type = 'key-work/report'
    and t.node_id = 'districtReview' and i.status = 'active' order by i.started_at desc limit 20`);
const incidents = `select p.*, i.title from (select * from process_incident where resolved_at is null order by at desc limit 20 offset 2000) p
  join process_instance i on i.id = p.instance_id order by p.at desc`;
const nodes = `
  select n.id, o.*, c.* from unnest(array['fill', 'districtReview', 'cityReview']) n(id)
  cross join lateral (select count(*) as open, min(created_at) from (select created_at from task where record_type = 'key-work/report' and node_id = n.id
    and state = 'open' limit 10000) x) o
  cross join lateral (select count(*) as done, percentile_cont(0.5) within group (order by s) from (select extract(epoch from completed_at - created_at) as s
    from task where record_type = 'key-work/report' and node_id = n.id and state = 'completed' order by completed_at desc limit 2000) x) c`;
const running = `select count(*) from (select from process_instance where definition_version_id = ${version} and ended_at is null limit 10000) x`;

const district = "division_code between '110101000000' and '110101999999'";
const every = "status=active,incident,suspended,completed,terminated";

/** Every page of the process monitor at 300,000 instances over HTTP. */
export async function monitor(): Promise<Figure[]> {
  const pages: Record<string, [path: string, handWritten: string]> = {
    overview: ["/monitor/overview", overview("true")],
    "overview-district": ["/monitor/overview?district=110101", overview(district)],
    "instances-page-101": [`/monitor/instances?definition=key-work&${every}&offset=2000`, deep],
    "instances-at-node": ["/monitor/instances?definition=key-work&status=active&node=districtReview", atNode],
    "incidents-page-101": ["/monitor/incidents?offset=2000", incidents],
    nodes: ["/monitor/nodes?definition=key-work&processKey=approval&days=366", nodes],
    "running-by-version": ["/process-migrations/versions/key-work", running],
  };
  const figures: Figure[] = [];
  for (const [page, [path, handWritten]] of Object.entries(pages)) {
    const bench = { name: `monitor-${page}`, login: "admin", path, handWritten };
    figures.push(...(await compareRead(bench, filledProcesses())));
  }
  return figures;
}
