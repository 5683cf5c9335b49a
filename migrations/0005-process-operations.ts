import type { Knex } from "knex";

export const name = "0005-process-operations";

/** Incidents as rows, suspension, moving instances between versions, history by month, and what the monitor reads by. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(INCIDENTS);
  await knex.raw(SUSPENSION);
  await knex.raw(MOVING);
  await knex.raw(HISTORY);
  await knex.raw(CARRY_HISTORY);
  await knex.raw(MONITOR);
}

// `process_instance.incident` stays the newest open one, for readers of a single instance; all of them are rows here.
const INCIDENTS = `
create table process_incident (
  id uuid primary key,
  instance_id uuid not null references process_instance,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null,
  definition_version_id bigint not null references definition_version,
  kind text not null check (kind in ('job', 'timer', 'message', 'candidate', 'stuck', 'fault')),
  code text,
  node_id text not null,
  message text not null,
  -- What the engine's state has to hold for the incident to be there still: token, task, job, timer.
  waits jsonb not null default '{}',
  at timestamptz not null,
  resolved_at timestamptz,
  resolved_by bigint references account
);
create index process_incident_open on process_incident (at desc) where resolved_at is null;
create index process_incident_instance on process_incident (instance_id, at);
alter table process_incident enable row level security;
alter table process_incident force row level security;
create policy visible on process_incident using (tianbao_visible(division_code, org_unit_id));

insert into process_incident (id, instance_id, org_unit_id, division_code, definition_version_id, kind, node_id, message,
  waits, at)
select gen_random_uuid(), id, org_unit_id, division_code, definition_version_id,
  case when incident ->> 'jobId' is not null then 'job' when incident ->> 'timerId' is not null then 'timer' else 'candidate' end,
  incident ->> 'nodeId', incident ->> 'message',
  jsonb_strip_nulls(jsonb_build_object('job', incident ->> 'jobId', 'timer', incident ->> 'timerId',
    'at', case when incident ->> 'timerId' is null then incident ->> 'nodeId' end)),
  (incident ->> 'at')::timestamptz
from process_instance where incident is not null and ended_at is null;
`;

const SUSPENSION = `
alter table process_instance add column suspended_at timestamptz;
-- How long a timer of a suspended instance still has to run; its job waits at infinity until then.
alter table process_timer add column remaining interval;
`;

const MOVING = `
create table process_migration (
  id uuid primary key,
  definition_id bigint not null references definition,
  process_key text not null,
  from_version_id bigint references definition_version,
  to_version_id bigint not null references definition_version,
  mapping jsonb not null,
  dry_run boolean not null,
  reason text,
  org_unit_id bigint not null references org_unit,
  created_by bigint not null references account,
  created_at timestamptz not null default now(),
  job_id uuid
);
create table process_migration_item (
  migration_id uuid not null references process_migration,
  instance_id uuid not null references process_instance,
  result text not null check (result in ('ready', 'moved', 'blocked', 'skipped')),
  from_version_id bigint not null references definition_version,
  problems jsonb not null default '[]',
  at timestamptz not null,
  primary key (migration_id, instance_id)
);
create index process_migration_item_result on process_migration_item (migration_id, result, instance_id);
create index process_migration_created on process_migration (created_at desc);
`;

// Months are Beijing's. Whatever falls outside the months there are lands in the rest, so nothing is ever refused.
const HISTORY = `
create function ensure_process_event_month(first date) returns boolean language plpgsql as $$
declare
  name text := 'process_event_' || to_char(first, 'YYYY_MM');
  low timestamptz := first::timestamp at time zone 'Asia/Shanghai';
  high timestamptz := (first + interval '1 month') at time zone 'Asia/Shanghai';
begin
  if to_regclass(name) is not null then return false; end if;
  -- Several servers may start at once: the second waits here and finds the month made.
  lock table process_event_rest in access exclusive mode;
  if to_regclass(name) is not null then return false; end if;
  execute format('create table %I (like process_event including defaults including constraints)', name);
  execute format('with gone as (delete from process_event_rest where at >= %L and at < %L returning *)
    insert into %I select * from gone', low, high, name);
  execute format('alter table process_event attach partition %I for values from (%L) to (%L)', name, low, high);
  return true;
exception when invalid_object_definition then
  return false; -- the rows from before there were months cover it
end $$;

alter table process_event rename to process_event_before;
alter table process_event_before drop constraint process_event_pkey;
alter table process_event_before alter column id drop identity;
alter index process_event_instance rename to process_event_before_instance;
create sequence process_event_number;
select setval('process_event_number', coalesce(max(id), 0) + 1, false) from process_event_before;
create table process_event (
  id bigint not null default nextval('process_event_number'),
  instance_id uuid not null references process_instance,
  at timestamptz not null default now(),
  kind text not null,
  node_id text,
  flow_id text,
  task_id uuid,
  account_id bigint references account,
  detail jsonb,
  primary key (id, at)
) partition by range (at);
create index process_event_instance on process_event (instance_id, id);
create table process_event_rest partition of process_event default;

create table process_archive (
  name text primary key,
  first_at timestamptz not null,
  last_at timestamptz not null,
  row_count bigint not null,
  kept_count bigint not null,
  sha256 text not null,
  storage_key text not null,
  archived_at timestamptz not null default now(),
  archived_by bigint references account
);
`;

// The rows there were become one partition as they are, which costs one look at them and no copy. The months from then
// on are made by the server when it starts and every morning.
const CARRY_HISTORY = `
do $$
declare
  last timestamptz;
  month timestamp;
begin
  select max(at) into last from process_event_before;
  if last is null then
    drop table process_event_before;
  else
    month := date_trunc('month', greatest(last, now()) at time zone 'Asia/Shanghai') + interval '1 month';
    execute format('alter table process_event attach partition process_event_before for values from (minvalue) to (%L)',
      month at time zone 'Asia/Shanghai');
  end if;
end $$;
`;

const MONITOR = `
create index process_instance_version on process_instance (definition_version_id, status, started_at desc);
create index process_instance_status on process_instance (status, started_at desc);
create index process_instance_begun on process_instance (started_at desc);
create index process_instance_unit on process_instance (org_unit_id, started_at desc);
create index process_instance_division on process_instance (division_code, started_at desc);
create index process_instance_running on process_instance (definition_version_id, process_key, id) where ended_at is null;
create index task_node_open on task (record_type, node_id, due_at) where state = 'open';
create index task_node_done on task (record_type, node_id, completed_at desc) where state = 'completed';
create index task_due_open on task (due_at) where state = 'open' and due_at is not null;
create index task_instance on task (instance_id);
`;
