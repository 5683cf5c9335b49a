import { runFill, sharedProduct } from "./filled-product.ts";

/** Instances the desk and the monitor are measured on. */
export const instanceCount = 300_000;

/** What one busy reviewer has behind him: tasks he completed himself, and answers among several participants. */
export const busy = { login: "city-reviewer", completed: 9000, answered: 9000 };

/**
 * Instances of key work over three years by arithmetic alone: four in five are over, the rest wait for the district or
 * the city, are stuck or suspended. Foreign keys and triggers rest while they are written.
 */
const fill = `
  set local session_replication_role = replica;
  select set_config('tianbao.division_from', repeat('0', 12), true), set_config('tianbao.division_to', repeat('9', 12), true);

  create temporary table made on commit drop as
  select n, u.id as unit, u.division_code as division, city.unit as city_unit, v.id as version, v.definition_id as definition,
    '2024-01-01'::timestamptz + n * interval '5 minutes' as at,
    case when n % 10 < 8 then case when n % 100 = 7 then 'terminated' else 'completed' end
      when n % 50 = 8 then 'incident' when n % 100 = 9 then 'suspended' else 'active' end as status,
    -- The newest wait at the city more often than at the districts.
    case when n % 3 = 0 then 'districtReview' else 'cityReview' end as node,
    ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
  from generate_series(1, ${instanceCount}) n
  join (select id, division_code, row_number() over (order by id) - 1 as place from org_unit where level = 2 and kind = 'bureau') u
    on u.place = n * 31 % (select count(*) from org_unit where level = 2 and kind = 'bureau')
  cross join (select org_unit_id as unit from account where login = '${busy.login}') city
  cross join (select v.id, v.definition_id from definition_version v join definition d on d.id = v.definition_id where d.key = 'key-work'
    order by v.number desc limit 1) v;

  insert into record (id, record_type, definition_id, org_unit_id, division_code, created_by, created_at, updated_at)
  select id, 'key-work/report', definition, unit, division, 1, at, at from made;
  insert into process_instance (id, definition_version_id, process_key, record_id, revision_id, org_unit_id, division_code,
    status, state, title, started_by, started_at, ended_at, suspended_at, incident)
  select id, version, 'approval', id, id, unit, division, status,
    jsonb_build_object('v', 1, 'status', 'active', 'tokens', jsonb_build_array(jsonb_build_object('id', 'k' || n, 'at', node, 'task', 'k' || n)),
      'scopes', '[]'::jsonb, 'timers', '[]'::jsonb, 'subscriptions', '[]'::jsonb, 'variables', '{}'::jsonb),
    '重点工作 ' || n, 1 + n % 40, at, case when status in ('completed', 'terminated') then at + interval '5 days' end,
    case when status = 'suspended' then at + interval '1 day' end,
    case when status = 'incident' then jsonb_build_object('message', '没有可以办理的人员') end
  from made;

  insert into task (id, instance_id, token_task_id, node_id, name, title, record_id, record_type, org_unit_id, division_code,
    candidate_role, candidate_unit_id, assignee_id, state, due_at, created_at, completed_at, completed_by, outcome)
  select gen_random_uuid(), id, 'a' || n, 'districtReview', '区审核', '重点工作 ' || n, id, 'key-work/report', unit, division,
    'district-reviewer', unit, null, case when open then 'open' else 'completed' end, at + interval '3 days', at,
    case when not open then at + n % 70 * interval '1 hour' end, case when not open then 11 + n % 40 end, case when not open then 'approve' end
  from made cross join lateral (select status not in ('completed', 'terminated') and node = 'districtReview' as open) o;
  insert into task (id, instance_id, token_task_id, node_id, name, title, record_id, record_type, org_unit_id, division_code,
    candidate_role, candidate_unit_id, assignee_id, state, due_at, created_at, completed_at, completed_by, outcome, seated)
  select made.id, made.id, 'b' || n, 'cityReview', '市审核', '重点工作 ' || n, made.id, 'key-work/report', unit, division, 'city-reviewer',
    city_unit, null, case when open then 'open' else 'completed' end, at + interval '6 days', at + interval '3 days',
    case when not open then at + interval '4 days' + n % 50 * interval '1 hour' end,
    case when not open then case when n % ${Math.floor(instanceCount / busy.completed)} = 0 then me.id else 11 + n % 40 end end,
    case when not open then 'approve' end, n % ${Math.floor(instanceCount / busy.answered)} = 1
  from made cross join (select id from account where login = '${busy.login}') me
  cross join lateral (select made.status not in ('completed', 'terminated') as open) o
  where node = 'cityReview' or not open;
  -- Every answer has a second participant's beside it.
  insert into task_participant (id, task_id, account_id, kind, place, state, outcome, acted_at, org_unit_id, division_code, created_at)
  select gen_random_uuid(), t.id, who.id, 'main', 1, 'done', 'approve', t.created_at + interval '1 hour', t.org_unit_id, t.division_code, t.created_at
  from task t cross join lateral (
    select id from account where login = '${busy.login}' union all (select id from account where login <> '${busy.login}' order by id limit 1)) who
  where t.seated;
  insert into process_incident (id, instance_id, org_unit_id, division_code, definition_version_id, kind, node_id, message, at, resolved_at)
  select gen_random_uuid(), id, unit, division, version, (array['job', 'timer', 'message', 'candidate', 'stuck', 'fault'])[n % 6 + 1], node,
    '没有可以办理的人员', at + interval '1 day', case when status <> 'incident' then at + interval '2 days' end
  from made where status = 'incident' or n % 10 = 3;`;

/** The product with that many instances. */
export const filledProcesses = sharedProduct("processes", async (product) => {
  await runFill(product.databaseUrl, fill);
  return product;
});
