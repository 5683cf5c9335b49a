import type { Knex } from "knex";

/** Divisions, org units, accounts, sessions, definitions, records, processes, dispatch, jobs, audit. */
export const name = "0001-foundation";

/** Creates every base table; projection tables are made at publish, not here. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(ORGANISATION);
  await knex.raw(DEFINITIONS);
  await knex.raw(RECORDS);
  await knex.raw(PROCESSES);
  await knex.raw(DISPATCH);
  await knex.raw(OPERATIONS);
  await knex.raw(ROW_SECURITY);
}

const ORGANISATION = `
create extension if not exists pg_trgm;

create table division (
  code text collate "C" primary key check (code ~ '^[0-9]{12}$'),
  name text not null,
  level smallint not null check (level between 1 and 4),
  parent_code text collate "C" references division,
  valid_from date not null default '1949-10-01',
  valid_to date
);
create index division_parent on division (parent_code);

create table org_unit (
  id bigint generated always as identity primary key,
  code text not null unique,
  name text not null,
  kind text not null,
  level smallint not null check (level between 1 and 4),
  division_code text collate "C" not null references division,
  parent_id bigint references org_unit,
  valid_from date not null default '1949-10-01',
  valid_to date
);
create index org_unit_division on org_unit (division_code, kind);
create index org_unit_parent on org_unit (parent_id);

create table account (
  id bigint generated always as identity primary key,
  login text not null unique,
  name text not null,
  password_hash text not null,
  org_unit_id bigint not null references org_unit,
  phone text,
  disabled_at timestamptz,
  password_changed_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index account_unit on account (org_unit_id);

create table account_role (
  account_id bigint not null references account on delete cascade,
  role_key text not null,
  primary key (account_id, role_key)
);
create index account_role_role on account_role (role_key);

-- Keyed by what was typed, whether such an account exists or not: the answers must not tell them apart.
create table sign_in_failure (
  login text primary key,
  count int not null,
  last_at timestamptz not null default now(),
  locked_until timestamptz
);

create table session (
  token_hash bytea primary key,
  account_id bigint not null references account on delete cascade,
  csrf_token text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ip text,
  user_agent text
);
create index session_account on session (account_id);
`;

const DEFINITIONS = `
create table definition (
  id bigint generated always as identity primary key,
  key text not null unique,
  title text not null,
  origin text not null check (origin in ('shipped', 'designed', 'imported')),
  extends_key text,
  owner_record_id uuid,
  created_by bigint references account,
  created_at timestamptz not null default now()
);
create index definition_owner on definition (owner_record_id) where owner_record_id is not null;

create table definition_version (
  id bigint generated always as identity primary key,
  definition_id bigint not null references definition,
  number int not null,
  state text not null check (state in ('draft', 'published', 'retired')),
  hash text not null,
  files jsonb not null,
  -- Package key -> version id of what it was published with, so that an old version never changes its looks.
  dependencies jsonb not null default '{}',
  note text,
  created_by bigint references account,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  unique (definition_id, number)
);
create unique index definition_version_live on definition_version (definition_id) where state = 'published';
create unique index definition_version_draft on definition_version (definition_id) where state = 'draft';

-- Which column of which projection table holds which field: the only source of column names a query may use.
create table projection_table (
  record_type text primary key,
  table_name text not null unique,
  created_at timestamptz not null default now()
);
create table projection_column (
  record_type text not null references projection_table on delete cascade,
  field text not null,
  column_name text not null,
  sql_type text not null,
  primary key (record_type, field),
  unique (record_type, column_name)
);
`;

const RECORDS = `
create table record (
  id uuid primary key,
  record_type text not null,
  definition_id bigint not null references definition,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null,
  open boolean not null default false,
  created_by bigint not null references account,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  in_force_revision_id uuid,
  working_revision_id uuid,
  cancelled_at timestamptz,
  obligation_id uuid,
  lock_version int not null default 1
);
create index record_type_unit on record (record_type, org_unit_id);
create index record_division on record (division_code, record_type);

create table record_revision (
  id uuid primary key,
  record_id uuid not null references record,
  number int not null,
  definition_version_id bigint not null references definition_version,
  data jsonb not null,
  created_by bigint not null references account,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  submitted_at timestamptz,
  in_force_at timestamptz,
  superseded_at timestamptz,
  returned_at timestamptz,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null,
  open boolean not null default false,
  unique (record_id, number)
);

create table record_reference (
  from_record_id uuid not null references record,
  field text not null,
  to_record_id uuid not null,
  primary key (from_record_id, field, to_record_id)
);
create index record_reference_to on record_reference (to_record_id);

-- What happened to a record, oldest first: the 填报记录, and with kind 'uploaded'/'removed' the 上传记录.
create table record_event (
  id bigint generated always as identity primary key,
  record_id uuid not null references record,
  revision_id uuid,
  at timestamptz not null default now(),
  account_id bigint references account,
  org_unit_id bigint references org_unit,
  kind text not null,
  task_id uuid,
  opinion text,
  changes jsonb,
  detail jsonb
);
create index record_event_record on record_event (record_id, id);

create table draft (
  account_id bigint not null references account on delete cascade,
  subject text not null,
  base_version int,
  data jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (account_id, subject)
);

create table attachment (
  id uuid primary key,
  record_id uuid references record,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  storage_key text not null,
  division_code text collate "C" not null,
  uploaded_by bigint not null references account,
  uploaded_at timestamptz not null default now(),
  removed_at timestamptz
);
create index attachment_record on attachment (record_id);
`;

const PROCESSES = `
create table process_instance (
  id uuid primary key,
  definition_version_id bigint not null references definition_version,
  process_key text not null,
  record_id uuid not null references record,
  revision_id uuid not null references record_revision,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null,
  status text not null check (status in ('active', 'completed', 'terminated', 'incident', 'suspended')),
  state jsonb not null,
  incident jsonb,
  -- Title of the record when it was last submitted, for desks that list records of all types.
  title text not null default '',
  started_by bigint references account,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  lock_version int not null default 1
);
create index process_instance_record on process_instance (record_id);
create index process_instance_started on process_instance (started_by, started_at desc);
create index process_instance_active on process_instance (definition_version_id) where status = 'active';

create table task (
  id uuid primary key,
  instance_id uuid not null references process_instance,
  token_task_id text not null,
  node_id text not null,
  name text not null,
  title text not null default '',
  record_id uuid not null references record,
  record_type text not null,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null,
  candidate_role text,
  candidate_unit_id bigint references org_unit,
  assignee_id bigint references account,
  state text not null check (state in ('open', 'completed', 'cancelled')),
  due_at timestamptz,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  completed_by bigint references account,
  outcome text,
  opinion text,
  form_rights jsonb,
  outcomes jsonb,
  lock_version int not null default 1
);
create unique index task_token on task (instance_id, token_task_id);
create index task_open_candidate on task (candidate_unit_id, candidate_role, created_at) where state = 'open';
create index task_open_assignee on task (assignee_id, created_at) where state = 'open' and assignee_id is not null;
create index task_done on task (completed_by, completed_at desc) where state = 'completed';
create index task_record on task (record_id);

create table process_event (
  id bigint generated always as identity,
  instance_id uuid not null references process_instance,
  at timestamptz not null default now(),
  kind text not null,
  node_id text,
  flow_id text,
  task_id uuid,
  account_id bigint references account,
  detail jsonb,
  primary key (id)
);
create index process_event_instance on process_event (instance_id, id);

create table process_timer (
  instance_id uuid not null references process_instance,
  timer_id text not null,
  node_id text not null,
  due_at timestamptz not null,
  job_id uuid,
  primary key (instance_id, timer_id)
);
create table process_subscription (
  instance_id uuid not null references process_instance,
  subscription_id text not null,
  node_id text not null,
  message text not null,
  correlation_key text,
  primary key (instance_id, subscription_id)
);
create index process_timer_job on process_timer (job_id);
create index process_subscription_message on process_subscription (message, correlation_key);
`;

const DISPATCH = `
create table campaign (
  id uuid primary key,
  title text not null,
  record_type text not null,
  form_definition_id bigint not null references definition,
  source_record_id uuid references record,
  period_kind text not null check (period_kind in ('month', 'quarter', 'year', 'once')),
  year int not null,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null,
  settings jsonb not null,
  created_by bigint not null references account,
  created_at timestamptz not null default now(),
  cancelled_at timestamptz,
  job_id uuid
);
create index campaign_source on campaign (source_record_id);

create table obligation (
  id uuid primary key,
  campaign_id uuid not null references campaign,
  record_type text not null,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null,
  period_kind text not null,
  period_key text not null,
  year int not null,
  quarter smallint,
  month smallint,
  subject_record_id uuid,
  filler_role text,
  due_at timestamptz not null,
  record_id uuid references record,
  submitted_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  reminded_at timestamptz,
  reminded_count int not null default 0,
  created_at timestamptz not null default now()
);
create unique index obligation_once on obligation (campaign_id, org_unit_id, period_key, subject_record_id) nulls not distinct where cancelled_at is null;
create index obligation_unit on obligation (org_unit_id, due_at) where cancelled_at is null;
create index obligation_type on obligation (record_type, year, month) where cancelled_at is null;
create index obligation_record on obligation (record_id) where record_id is not null;
alter table record add foreign key (obligation_id) references obligation;

create table notification (
  id uuid primary key,
  org_unit_id bigint references org_unit,
  role_key text,
  account_id bigint references account,
  kind text not null,
  title text not null,
  body text,
  link text,
  sender_id bigint references account,
  created_at timestamptz not null default now()
);
-- A unit's notification is read by each of its accounts for itself.
create table notification_read (
  notification_id uuid not null references notification on delete cascade,
  account_id bigint not null references account on delete cascade,
  read_at timestamptz not null default now(),
  primary key (notification_id, account_id)
);
create index notification_unit on notification (org_unit_id, created_at desc);
create index notification_account on notification (account_id, created_at desc);
`;

const OPERATIONS = `
create table job (
  id uuid primary key,
  kind text not null,
  payload jsonb not null,
  run_at timestamptz not null default now(),
  state text not null default 'ready' check (state in ('ready', 'running', 'done', 'failed', 'cancelled')),
  attempts int not null default 0,
  max_attempts int not null default 5,
  leased_until timestamptz,
  worker text,
  progress int,
  total int,
  result jsonb,
  error text,
  cancel_requested boolean not null default false,
  account_id bigint references account,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index job_ready on job (run_at) where state in ('ready', 'running');

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  account_id bigint,
  org_unit_id bigint,
  ip text,
  action text not null,
  target text,
  result text not null default 'ok',
  detail jsonb
);
-- The application may only add to the trail.
revoke update, delete, truncate on audit_log from tianbao_app;
create index audit_log_at on audit_log (at);
create index audit_log_target on audit_log (target);

create table saved_filter (
  id bigint generated always as identity primary key,
  account_id bigint not null references account on delete cascade,
  view text not null,
  name text not null,
  query jsonb not null,
  created_at timestamptz not null default now(),
  unique (account_id, view, name)
);

create table setting (key text primary key, value jsonb not null);
-- Counts publications; the row lock makes them take turns, its value tells the other processes.
insert into setting (key, value) values ('definitions.revision', '0');
`;

// Second line behind the scopes of access.json. Unset settings are '' or NULL: both must see nothing.
const ROW_SECURITY = `
create function tianbao_visible(row_division text, row_unit bigint) returns boolean
language sql stable parallel safe as $$
  select row_division >= nullif(current_setting('tianbao.division_from', true), '') collate "C"
     and row_division <= nullif(current_setting('tianbao.division_to', true), '') collate "C"
     and (nullif(current_setting('tianbao.unit_only', true), '') is null
          or row_unit = nullif(current_setting('tianbao.unit_only', true), '')::bigint)
$$;

do $$
declare t text;
begin
  foreach t in array array['record', 'process_instance', 'task'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
create policy visible on record using (open and nullif(current_setting('tianbao.division_from', true), '') is not null or tianbao_visible(division_code, org_unit_id));
create policy visible on process_instance using (tianbao_visible(division_code, org_unit_id));
create policy visible on task using (tianbao_visible(division_code, org_unit_id)
  or candidate_unit_id = nullif(current_setting('tianbao.unit', true), '')::bigint);
alter table obligation enable row level security;
alter table obligation force row level security;
create policy visible on obligation using (tianbao_visible(division_code, org_unit_id));
alter table record_revision enable row level security;
alter table record_revision force row level security;
create policy visible on record_revision using (open and nullif(current_setting('tianbao.division_from', true), '') is not null or tianbao_visible(division_code, org_unit_id));
alter table record_event enable row level security;
alter table record_event force row level security;
-- Read by record only, so one index look-up per row; a copy of the scope columns would not pay.
create policy visible on record_event using (exists (select from record r where r.id = record_id));
-- The statement that creates a record writes its first event as well, when the record is not visible to it yet.
create policy appended on record_event for insert with check (nullif(current_setting('tianbao.division_from', true), '') is not null);
`;
