import { randomUUID } from "node:crypto";
import type { Knex } from "knex";
import { timerJobId } from "../../../server/process/rows.ts";

const CLONE = `
  with x as (select * from jsonb_to_recordset(?::jsonb) as x(instance uuid, record uuid, revision uuid, job uuid,
      timer text, due timestamptz)),
  i as (select * from process_instance where id = ?),
  records as (
    insert into record select (jsonb_populate_record(r, jsonb_build_object('id', x.record, 'working_revision_id', x.revision))).*
    from x, i join record r on r.id = i.record_id),
  revisions as (
    insert into record_revision
    select (jsonb_populate_record(v, jsonb_build_object('id', x.revision, 'record_id', x.record))).*
    from x, i join record_revision v on v.id = i.revision_id),
  instances as (
    insert into process_instance select (jsonb_populate_record(p, jsonb_build_object('id', x.instance, 'record_id', x.record,
      'revision_id', x.revision, 'state', jsonb_set(p.state, '{timers,0,due}', to_jsonb(x.due))))).*
    from x, i join process_instance p on p.id = i.id),
  tasks as (
    insert into task select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'instance_id', x.instance,
      'record_id', x.record))).*
    from x, i join task t on t.instance_id = i.id and t.state = 'open'),
  timers as (
    insert into process_timer select (jsonb_populate_record(m, jsonb_build_object('instance_id', x.instance,
      'due_at', x.due, 'job_id', x.job))).*
    from x, i join process_timer m on m.instance_id = i.id)
  insert into job select (jsonb_populate_record(j, jsonb_build_object('id', x.job, 'run_at', x.due,
    'payload', jsonb_build_object('instanceId', x.instance, 'timerId', x.timer)))).*
  from x, i join process_timer m on m.instance_id = i.id join job j on j.id = m.job_id`;

/** Copies an instance that waits for one timer, with its record, task and job, once for each due instant. */
export async function cloneTimers(owner: Knex, instanceId: string, dues: readonly Date[]): Promise<string[]> {
  const { timer_id: timer } = await owner("process_timer").where({ instance_id: instanceId }).first();
  const copies = dues.map((due) => {
    const instance = randomUUID();
    const ids = { instance, record: randomUUID(), revision: randomUUID(), job: timerJobId(instance, timer) };
    return { ...ids, timer, due: due.toISOString() };
  });
  await owner.transaction(async (tx) => {
    // The owner is held to row security as well.
    await tx.raw("select set_config('tianbao.division_from', ?, true), set_config('tianbao.division_to', ?, true)", [
      ...["0".repeat(12), "9".repeat(12)],
    ]);
    for (let at = 0; at < copies.length; at += 5000) {
      await tx.raw(CLONE, [JSON.stringify(copies.slice(at, at + 5000)), instanceId]);
    }
  });
  return copies.map(({ instance }) => instance);
}

const EFFECTS = `
  select count(*) filter (where n = 1) as once, count(*) filter (where n > 1) as doubled,
    count(*) filter (where n = 0) as missed, coalesce(sum(early), 0) as early, coalesce(sum(strange), 0) as strange
  from (select w.id, count(e.id) as n, count(e.id) filter (where e.at < w.due) as early,
      count(e.id) filter (where e.at > clock_timestamp() + interval '1 second') as strange
    from jsonb_to_recordset(?::jsonb) as w(id uuid, due timestamptz)
    left join process_event e on e.instance_id = w.id and e.node_id = ? and e.kind = 'take' group by w.id) c`;

/** How often the timers took effect: once, more often, never; before they were due; at an instant yet to come. */
export interface Effects {
  once: number;
  doubled: number;
  missed: number;
  early: number;
  strange: number;
}

/** Counts the effects of timers of a node by what the history says. */
export async function effectsOf(
  owner: Knex,
  instances: readonly string[],
  dues: readonly Date[],
  node: string,
): Promise<Effects> {
  const wanted = JSON.stringify(instances.map((id, n) => ({ id, due: dues[n]?.toISOString() })));
  const { rows } = await owner.raw<{ rows: Record<keyof Effects, number>[] }>(EFFECTS, [wanted, node]);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([key, value]) => [key, Number(value)])) as never;
}
