-- What the migrations make. Written by `npm run schema`; do not edit.

create extension pg_trgm;

CREATE OR REPLACE FUNCTION public.ensure_process_event_month(first date)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.fold_kept_counts(predicates text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_kept_counts')) then return; end if;
  with crowded as (
    select unnest(array_agg(ctid)) as place from kept_count where predicate = any(predicates)
    group by predicate, division_code, org_unit_id, open, day having count(*) > 1),
  gone as (delete from kept_count where ctid in (select place from crowded) returning *)
  insert into kept_count (predicate, division_code, org_unit_id, open, day, n)
  select predicate, division_code, org_unit_id, open, day, sum(n) from gone
  group by predicate, division_code, org_unit_id, open, day having sum(n) <> 0;
end $function$
;

CREATE OR REPLACE FUNCTION public.tianbao_visible(row_division text, row_unit bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select row_division >= nullif(current_setting('tianbao.division_from', true), '') collate "C"
     and row_division <= nullif(current_setting('tianbao.division_to', true), '') collate "C"
     and (nullif(current_setting('tianbao.unit_only', true), '') is null
          or row_unit = nullif(current_setting('tianbao.unit_only', true), '')::bigint)
$function$
;

-- tianbao_app: delete, insert, select, update
create table account (
  id bigint generated always as identity not null,
  login text not null,
  name text not null,
  password_hash text not null,
  org_unit_id bigint not null,
  phone text,
  disabled_at timestamp with time zone,
  password_changed_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null,
  is_system boolean default false not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_login_key UNIQUE (login),
  constraint account_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id)
);
CREATE INDEX account_unit ON public.account USING btree (org_unit_id);

-- tianbao_app: delete, insert, select, update
create table account_role (
  account_id bigint not null,
  role_key text not null,
  constraint account_role_pkey PRIMARY KEY (account_id, role_key),
  constraint account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX account_role_role ON public.account_role USING btree (role_key);

-- tianbao_app: delete, insert, select, update
create table attachment (
  id uuid not null,
  record_id uuid,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  storage_key text not null,
  division_code text collate "C" not null,
  uploaded_by bigint not null,
  uploaded_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  discussed_record_id uuid,
  constraint attachment_pkey PRIMARY KEY (id),
  constraint attachment_discussed_record_id_fkey FOREIGN KEY (discussed_record_id) REFERENCES record(id),
  constraint attachment_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id),
  constraint attachment_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES account(id)
);
CREATE INDEX attachment_record ON public.attachment USING btree (record_id);

-- tianbao_app: insert, select
create table audit_log (
  id bigint generated always as identity not null,
  at timestamp with time zone default now() not null,
  account_id bigint,
  org_unit_id bigint,
  ip text,
  action text not null,
  target text,
  result text default 'ok'::text not null,
  detail jsonb,
  constraint audit_log_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_log_at ON public.audit_log USING btree (at);
CREATE INDEX audit_log_target ON public.audit_log USING btree (target);

-- tianbao_app: delete, insert, select, update
create table calendar_exception (
  day date not null,
  working boolean not null,
  note text default ''::text not null,
  changed_by bigint,
  changed_at timestamp with time zone not null,
  constraint calendar_exception_pkey PRIMARY KEY (day),
  constraint calendar_exception_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id)
);

-- tianbao_app: delete, insert, select, update
create table campaign (
  id uuid not null,
  title text not null,
  record_type text not null,
  form_definition_id bigint not null,
  source_record_id uuid,
  period_kind text not null,
  year integer not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  settings jsonb not null,
  created_by bigint not null,
  created_at timestamp with time zone default now() not null,
  cancelled_at timestamp with time zone,
  job_id uuid,
  constraint campaign_pkey PRIMARY KEY (id),
  constraint campaign_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint campaign_form_definition_id_fkey FOREIGN KEY (form_definition_id) REFERENCES definition(id),
  constraint campaign_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint campaign_period_kind_check CHECK ((period_kind = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text, 'once'::text]))),
  constraint campaign_source_record_id_fkey FOREIGN KEY (source_record_id) REFERENCES record(id)
);
CREATE INDEX campaign_source ON public.campaign USING btree (source_record_id);

-- tianbao_app: delete, insert, select, update
create table code_list_item (
  list text not null,
  code text not null,
  title text not null,
  parent text,
  retired boolean default false not null,
  "position" bigint generated always as identity not null,
  changed_by bigint,
  changed_at timestamp with time zone default now() not null,
  constraint code_list_item_pkey PRIMARY KEY (list, code),
  constraint code_list_item_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id)
);

-- tianbao_app: delete, insert, select, update
create table definition (
  id bigint generated always as identity not null,
  key text not null,
  title text not null,
  origin text not null,
  extends_key text,
  owner_record_id uuid,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  constraint definition_pkey PRIMARY KEY (id),
  constraint definition_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint definition_key_key UNIQUE (key),
  constraint definition_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'designed'::text, 'imported'::text])))
);
CREATE INDEX definition_owner ON public.definition USING btree (owner_record_id) WHERE (owner_record_id IS NOT NULL);

-- tianbao_app: delete, insert, select, update
create table definition_version (
  id bigint generated always as identity not null,
  definition_id bigint not null,
  number integer not null,
  state text not null,
  hash text not null,
  files jsonb not null,
  dependencies jsonb default '{}'::jsonb not null,
  note text,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  published_at timestamp with time zone,
  constraint definition_version_pkey PRIMARY KEY (id),
  constraint definition_version_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint definition_version_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES definition(id),
  constraint definition_version_definition_id_number_key UNIQUE (definition_id, number),
  constraint definition_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text])))
);
CREATE UNIQUE INDEX definition_version_draft ON public.definition_version USING btree (definition_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX definition_version_live ON public.definition_version USING btree (definition_id) WHERE (state = 'published'::text);

-- tianbao_app: delete, insert, select, update
create table division (
  code text collate "C" not null,
  name text not null,
  level smallint not null,
  parent_code text collate "C",
  valid_from date default '1949-10-01'::date not null,
  valid_to date,
  constraint division_pkey PRIMARY KEY (code),
  constraint division_code_check CHECK ((code ~ '^[0-9]{12}$'::text)),
  constraint division_level_check CHECK (((level >= 1) AND (level <= 4))),
  constraint division_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES division(code)
);
CREATE INDEX division_parent ON public.division USING btree (parent_code);

-- tianbao_app: delete, insert, select, update
create table division_change (
  id bigint generated always as identity not null,
  import_id uuid,
  kind text not null,
  code text collate "C" not null,
  successor_code text collate "C",
  old_name text,
  new_name text,
  effective_on date not null,
  at timestamp with time zone default now() not null,
  constraint division_change_pkey PRIMARY KEY (id),
  constraint division_change_code_fkey FOREIGN KEY (code) REFERENCES division(code),
  constraint division_change_import_id_fkey FOREIGN KEY (import_id) REFERENCES division_import(id),
  constraint division_change_kind_check CHECK ((kind = ANY (ARRAY['added'::text, 'renamed'::text, 'moved'::text, 'merged'::text, 'split'::text, 'retired'::text]))),
  constraint division_change_successor_code_fkey FOREIGN KEY (successor_code) REFERENCES division(code)
);
CREATE INDEX division_change_code ON public.division_change USING btree (code, effective_on);
CREATE INDEX division_change_successor ON public.division_change USING btree (successor_code) WHERE (successor_code IS NOT NULL);

-- tianbao_app: delete, insert, select, update
create table division_import (
  id uuid not null,
  file_name text not null,
  root_code text collate "C" not null,
  effective_on date not null,
  rows jsonb not null,
  successors jsonb default '[]'::jsonb not null,
  state text default 'draft'::text not null,
  job_id uuid,
  created_by bigint not null,
  created_at timestamp with time zone default now() not null,
  applied_at timestamp with time zone,
  result jsonb,
  constraint division_import_pkey PRIMARY KEY (id),
  constraint division_import_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint division_import_root_code_fkey FOREIGN KEY (root_code) REFERENCES division(code),
  constraint division_import_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'applied'::text, 'discarded'::text])))
);
CREATE INDEX division_import_created ON public.division_import USING btree (created_at DESC);

-- tianbao_app: delete, insert, select, update
create table draft (
  account_id bigint not null,
  subject text not null,
  base_version integer,
  data jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint draft_pkey PRIMARY KEY (account_id, subject),
  constraint draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);

-- tianbao_app: delete, insert, select, update
create table job (
  id uuid not null,
  kind text not null,
  payload jsonb not null,
  run_at timestamp with time zone default now() not null,
  state text default 'ready'::text not null,
  attempts integer default 0 not null,
  max_attempts integer default 5 not null,
  leased_until timestamp with time zone,
  worker text,
  progress integer,
  total integer,
  result jsonb,
  error text,
  cancel_requested boolean default false not null,
  account_id bigint,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint job_pkey PRIMARY KEY (id),
  constraint job_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint job_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX job_ready ON public.job USING btree (run_at) WHERE (state = ANY (ARRAY['ready'::text, 'running'::text]));

-- row level security
-- tianbao_app: select
create table kept_count (
  predicate text not null,
  division_code text collate "C" not null,
  org_unit_id bigint not null,
  open boolean not null,
  day date,
  n integer not null,
  constraint kept_count_predicate_fkey FOREIGN KEY (predicate) REFERENCES kept_predicate(key) ON DELETE CASCADE
);
CREATE INDEX kept_count_read ON public.kept_count USING btree (predicate, division_code) INCLUDE (org_unit_id, open, day, n);
create policy visible on kept_count for select to public using (
CASE
    WHEN (open AND (( SELECT NULLIF(current_setting('tianbao.division_from'::text, true), ''::text) AS "nullif") IS NOT NULL)) THEN true
    ELSE ((division_code >= (( SELECT NULLIF(current_setting('tianbao.division_from'::text, true), ''::text) AS "nullif") COLLATE "C")) AND (division_code <= (( SELECT NULLIF(current_setting('tianbao.division_to'::text, true), ''::text) AS "nullif") COLLATE "C")) AND ((( SELECT NULLIF(current_setting('tianbao.unit_only'::text, true), ''::text) AS "nullif") IS NULL) OR (org_unit_id = (( SELECT NULLIF(current_setting('tianbao.unit_only'::text, true), ''::text) AS "nullif"))::bigint)))
END);

-- tianbao_app: select
create table kept_predicate (
  key text not null,
  table_name text not null,
  constraint kept_predicate_pkey PRIMARY KEY (key)
);

-- tianbao_app: delete, insert, select, update
create table message_start (
  record_type text collate "C" not null,
  message text not null,
  correlation_key text not null,
  record_id uuid not null,
  constraint message_start_pkey PRIMARY KEY (record_type, message, correlation_key),
  constraint message_start_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX message_start_record ON public.message_start USING btree (record_id);

-- tianbao_app: delete, insert, select, update
create table notification (
  id uuid not null,
  org_unit_id bigint,
  role_key text,
  account_id bigint,
  kind text not null,
  title text not null,
  body text,
  link text,
  sender_id bigint,
  created_at timestamp with time zone default now() not null,
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notification_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint notification_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES account(id)
);
CREATE INDEX notification_account ON public.notification USING btree (account_id, created_at DESC);
CREATE INDEX notification_unit ON public.notification USING btree (org_unit_id, created_at DESC);

-- tianbao_app: delete, insert, select, update
create table notification_read (
  notification_id uuid not null,
  account_id bigint not null,
  read_at timestamp with time zone default now() not null,
  constraint notification_read_pkey PRIMARY KEY (notification_id, account_id),
  constraint notification_read_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint notification_read_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notification(id) ON DELETE CASCADE
);

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table obligation (
  id uuid not null,
  campaign_id uuid not null,
  record_type text not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  period_kind text not null,
  period_key text not null,
  year integer not null,
  quarter smallint,
  month smallint,
  subject_record_id uuid,
  filler_role text,
  due_at timestamp with time zone not null,
  record_id uuid,
  submitted_at timestamp with time zone,
  completed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  reminded_at timestamp with time zone,
  reminded_count integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  constraint obligation_pkey PRIMARY KEY (id),
  constraint obligation_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id),
  constraint obligation_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint obligation_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id)
);
CREATE UNIQUE INDEX obligation_once ON public.obligation USING btree (campaign_id, org_unit_id, period_key, subject_record_id) NULLS NOT DISTINCT WHERE (cancelled_at IS NULL);
CREATE INDEX obligation_record ON public.obligation USING btree (record_id) WHERE (record_id IS NOT NULL);
CREATE INDEX obligation_type ON public.obligation USING btree (record_type, year, month) WHERE (cancelled_at IS NULL);
CREATE INDEX obligation_unit ON public.obligation USING btree (org_unit_id, due_at) WHERE (cancelled_at IS NULL);
create policy visible on obligation for all to public using (tianbao_visible(division_code, org_unit_id));

-- tianbao_app: delete, insert, select, update
create table org_unit (
  id bigint generated always as identity not null,
  code text not null,
  name text not null,
  kind text not null,
  level smallint not null,
  division_code text collate "C" not null,
  parent_id bigint,
  valid_from date default '1949-10-01'::date not null,
  valid_to date,
  constraint org_unit_pkey PRIMARY KEY (id),
  constraint org_unit_code_key UNIQUE (code),
  constraint org_unit_division_code_fkey FOREIGN KEY (division_code) REFERENCES division(code),
  constraint org_unit_level_check CHECK (((level >= 1) AND (level <= 4))),
  constraint org_unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES org_unit(id)
);
CREATE INDEX org_unit_division ON public.org_unit USING btree (division_code, kind);
CREATE INDEX org_unit_parent ON public.org_unit USING btree (parent_id);

-- tianbao_app: delete, insert, select, update
create table process_archive (
  name text not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  row_count bigint not null,
  kept_count bigint not null,
  sha256 text not null,
  storage_key text not null,
  archived_at timestamp with time zone default now() not null,
  archived_by bigint,
  constraint process_archive_pkey PRIMARY KEY (name),
  constraint process_archive_archived_by_fkey FOREIGN KEY (archived_by) REFERENCES account(id)
);

-- tianbao_app: delete, insert, select, update
create table process_event (
  id bigint default nextval('process_event_number'::regclass) not null,
  instance_id uuid not null,
  at timestamp with time zone default now() not null,
  kind text not null,
  node_id text,
  flow_id text,
  task_id uuid,
  account_id bigint,
  detail jsonb,
  constraint process_event_pkey PRIMARY KEY (id, at),
  constraint process_event_account_id_fkey1 FOREIGN KEY (account_id) REFERENCES account(id),
  constraint process_event_instance_id_fkey1 FOREIGN KEY (instance_id) REFERENCES process_instance(id)
);
CREATE INDEX process_event_instance ON ONLY public.process_event USING btree (instance_id, id);

-- tianbao_app: delete, insert, select, update
create table process_event_rest (
  id bigint default nextval('process_event_number'::regclass) not null,
  instance_id uuid not null,
  at timestamp with time zone default now() not null,
  kind text not null,
  node_id text,
  flow_id text,
  task_id uuid,
  account_id bigint,
  detail jsonb,
  constraint process_event_rest_pkey PRIMARY KEY (id, at),
  constraint process_event_account_id_fkey1 FOREIGN KEY (account_id) REFERENCES account(id),
  constraint process_event_instance_id_fkey1 FOREIGN KEY (instance_id) REFERENCES process_instance(id)
);
CREATE INDEX process_event_rest_instance_id_id_idx ON public.process_event_rest USING btree (instance_id, id);

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table process_incident (
  id uuid not null,
  instance_id uuid not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  definition_version_id bigint not null,
  kind text not null,
  code text,
  node_id text not null,
  message text not null,
  waits jsonb default '{}'::jsonb not null,
  at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  resolved_by bigint,
  constraint process_incident_pkey PRIMARY KEY (id),
  constraint process_incident_definition_version_id_fkey FOREIGN KEY (definition_version_id) REFERENCES definition_version(id),
  constraint process_incident_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint process_incident_kind_check CHECK ((kind = ANY (ARRAY['job'::text, 'timer'::text, 'message'::text, 'candidate'::text, 'stuck'::text, 'fault'::text]))),
  constraint process_incident_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint process_incident_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES account(id)
);
CREATE INDEX process_incident_instance ON public.process_incident USING btree (instance_id, at);
CREATE INDEX process_incident_open ON public.process_incident USING btree (at DESC) WHERE (resolved_at IS NULL);
create policy visible on process_incident for all to public using (tianbao_visible(division_code, org_unit_id));

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table process_instance (
  id uuid not null,
  definition_version_id bigint not null,
  process_key text not null,
  record_id uuid not null,
  revision_id uuid not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  status text not null,
  state jsonb not null,
  incident jsonb,
  title text default ''::text not null,
  started_by bigint,
  started_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  lock_version integer default 1 not null,
  purpose text default 'fill'::text not null,
  suspended_at timestamp with time zone,
  constraint process_instance_pkey PRIMARY KEY (id),
  constraint process_instance_definition_version_id_fkey FOREIGN KEY (definition_version_id) REFERENCES definition_version(id),
  constraint process_instance_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint process_instance_purpose_check CHECK ((purpose = ANY (ARRAY['fill'::text, 'cancel'::text]))),
  constraint process_instance_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id),
  constraint process_instance_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES record_revision(id),
  constraint process_instance_started_by_fkey FOREIGN KEY (started_by) REFERENCES account(id),
  constraint process_instance_status_check CHECK ((status = ANY (ARRAY['active'::text, 'completed'::text, 'terminated'::text, 'incident'::text, 'suspended'::text])))
);
CREATE INDEX process_instance_begun ON public.process_instance USING btree (started_at DESC);
CREATE UNIQUE INDEX process_instance_cancelling ON public.process_instance USING btree (record_id) WHERE ((purpose = 'cancel'::text) AND (ended_at IS NULL));
CREATE INDEX process_instance_division ON public.process_instance USING btree (division_code, started_at DESC) INCLUDE (id, status, definition_version_id, org_unit_id);
CREATE INDEX process_instance_record ON public.process_instance USING btree (record_id);
CREATE INDEX process_instance_running ON public.process_instance USING btree (definition_version_id, process_key, id) INCLUDE (org_unit_id, division_code) WHERE (ended_at IS NULL);
CREATE INDEX process_instance_started ON public.process_instance USING btree (started_by, started_at DESC) INCLUDE (id, org_unit_id, division_code);
CREATE INDEX process_instance_status ON public.process_instance USING btree (status, started_at DESC) INCLUDE (id, org_unit_id, division_code);
CREATE INDEX process_instance_unit ON public.process_instance USING btree (org_unit_id, started_at DESC) INCLUDE (id, status, definition_version_id, division_code);
CREATE INDEX process_instance_version ON public.process_instance USING btree (definition_version_id, status, started_at DESC) INCLUDE (id, org_unit_id, division_code);
create policy visible on process_instance for all to public using (tianbao_visible(division_code, org_unit_id));

-- tianbao_app: delete, insert, select, update
create table process_migration (
  id uuid not null,
  definition_id bigint not null,
  process_key text not null,
  from_version_id bigint,
  to_version_id bigint not null,
  mapping jsonb not null,
  dry_run boolean not null,
  reason text,
  org_unit_id bigint not null,
  created_by bigint not null,
  created_at timestamp with time zone default now() not null,
  job_id uuid,
  constraint process_migration_pkey PRIMARY KEY (id),
  constraint process_migration_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint process_migration_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES definition(id),
  constraint process_migration_from_version_id_fkey FOREIGN KEY (from_version_id) REFERENCES definition_version(id),
  constraint process_migration_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint process_migration_to_version_id_fkey FOREIGN KEY (to_version_id) REFERENCES definition_version(id)
);
CREATE INDEX process_migration_created ON public.process_migration USING btree (created_at DESC);

-- tianbao_app: delete, insert, select, update
create table process_migration_item (
  migration_id uuid not null,
  instance_id uuid not null,
  result text not null,
  from_version_id bigint not null,
  problems jsonb default '[]'::jsonb not null,
  at timestamp with time zone not null,
  constraint process_migration_item_pkey PRIMARY KEY (migration_id, instance_id),
  constraint process_migration_item_from_version_id_fkey FOREIGN KEY (from_version_id) REFERENCES definition_version(id),
  constraint process_migration_item_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint process_migration_item_migration_id_fkey FOREIGN KEY (migration_id) REFERENCES process_migration(id),
  constraint process_migration_item_result_check CHECK ((result = ANY (ARRAY['ready'::text, 'moved'::text, 'blocked'::text, 'skipped'::text])))
);
CREATE INDEX process_migration_item_result ON public.process_migration_item USING btree (migration_id, result, instance_id);

-- tianbao_app: delete, insert, select, update
create table process_subscription (
  instance_id uuid not null,
  subscription_id text not null,
  node_id text not null,
  message text not null,
  correlation_key text,
  kind text default 'message'::text not null,
  constraint process_subscription_pkey PRIMARY KEY (instance_id, subscription_id),
  constraint process_subscription_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint process_subscription_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'signal'::text])))
);
CREATE INDEX process_subscription_message ON public.process_subscription USING btree (message, correlation_key);

-- tianbao_app: delete, insert, select, update
create table process_timer (
  instance_id uuid not null,
  timer_id text not null,
  node_id text not null,
  due_at timestamp with time zone not null,
  job_id uuid,
  remaining interval,
  constraint process_timer_pkey PRIMARY KEY (instance_id, timer_id),
  constraint process_timer_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id)
);
CREATE INDEX process_timer_job ON public.process_timer USING btree (job_id);

-- tianbao_app: delete, insert, select, update
create table projection_column (
  record_type text not null,
  field text not null,
  column_name text not null,
  sql_type text not null,
  constraint projection_column_pkey PRIMARY KEY (record_type, field),
  constraint projection_column_record_type_column_name_key UNIQUE (record_type, column_name),
  constraint projection_column_record_type_fkey FOREIGN KEY (record_type) REFERENCES projection_table(record_type) ON DELETE CASCADE
);

-- tianbao_app: delete, insert, select, update
create table projection_table (
  record_type text not null,
  table_name text not null,
  created_at timestamp with time zone default now() not null,
  constraint projection_table_pkey PRIMARY KEY (record_type),
  constraint projection_table_table_name_key UNIQUE (table_name)
);

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table record (
  id uuid not null,
  record_type text not null,
  definition_id bigint not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  open boolean default false not null,
  created_by bigint not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  in_force_revision_id uuid,
  working_revision_id uuid,
  cancelled_at timestamp with time zone,
  obligation_id uuid,
  lock_version integer default 1 not null,
  handed_at timestamp with time zone,
  constraint record_pkey PRIMARY KEY (id),
  constraint record_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint record_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES definition(id),
  constraint record_obligation_id_fkey FOREIGN KEY (obligation_id) REFERENCES obligation(id),
  constraint record_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id)
);
CREATE INDEX record_division ON public.record USING btree (division_code, record_type);
CREATE INDEX record_type_unit ON public.record USING btree (record_type, org_unit_id);
create policy visible on record for all to public using (((open AND (NULLIF(current_setting('tianbao.division_from'::text, true), ''::text) IS NOT NULL)) OR tianbao_visible(division_code, org_unit_id)));

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table record_event (
  id bigint generated always as identity not null,
  record_id uuid not null,
  revision_id uuid,
  at timestamp with time zone default now() not null,
  account_id bigint,
  org_unit_id bigint,
  kind text not null,
  task_id uuid,
  opinion text,
  changes jsonb,
  detail jsonb,
  constraint record_event_pkey PRIMARY KEY (id),
  constraint record_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint record_event_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint record_event_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id)
);
CREATE INDEX record_event_record ON public.record_event USING btree (record_id, id);
create policy appended on record_event for insert to public with check ((NULLIF(current_setting('tianbao.division_from'::text, true), ''::text) IS NOT NULL));
create policy visible on record_event for all to public using ((EXISTS ( SELECT
   FROM record r
  WHERE (r.id = record_event.record_id))));

-- tianbao_app: delete, insert, select, update
create table record_reference (
  from_record_id uuid not null,
  field text not null,
  to_record_id uuid not null,
  constraint record_reference_pkey PRIMARY KEY (from_record_id, field, to_record_id),
  constraint record_reference_from_record_id_fkey FOREIGN KEY (from_record_id) REFERENCES record(id)
);
CREATE INDEX record_reference_to ON public.record_reference USING btree (to_record_id);

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table record_revision (
  id uuid not null,
  record_id uuid not null,
  number integer not null,
  definition_version_id bigint not null,
  data jsonb not null,
  created_by bigint not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  submitted_at timestamp with time zone,
  in_force_at timestamp with time zone,
  superseded_at timestamp with time zone,
  returned_at timestamp with time zone,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  open boolean default false not null,
  returned_data jsonb,
  reopened_fields jsonb,
  constraint record_revision_pkey PRIMARY KEY (id),
  constraint record_revision_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint record_revision_definition_version_id_fkey FOREIGN KEY (definition_version_id) REFERENCES definition_version(id),
  constraint record_revision_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint record_revision_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id),
  constraint record_revision_record_id_number_key UNIQUE (record_id, number)
);
create policy visible on record_revision for all to public using (((open AND (NULLIF(current_setting('tianbao.division_from'::text, true), ''::text) IS NOT NULL)) OR tianbao_visible(division_code, org_unit_id)));

-- tianbao_app: delete, insert, select, update
create table saved_filter (
  id bigint generated always as identity not null,
  account_id bigint not null,
  view text not null,
  name text not null,
  query jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint saved_filter_pkey PRIMARY KEY (id),
  constraint saved_filter_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint saved_filter_account_id_view_name_key UNIQUE (account_id, view, name)
);

create table schema_migration (
  name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migration_pkey PRIMARY KEY (name)
);

-- tianbao_app: delete, insert, select, update
create table session (
  token_hash bytea not null,
  account_id bigint not null,
  csrf_token text not null,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  ip text,
  user_agent text,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX session_account ON public.session USING btree (account_id);

-- tianbao_app: delete, insert, select, update
create table setting (
  key text not null,
  value jsonb not null,
  constraint setting_pkey PRIMARY KEY (key)
);

-- tianbao_app: delete, insert, select, update
create table sign_in_failure (
  login text not null,
  count integer not null,
  last_at timestamp with time zone default now() not null,
  locked_until timestamp with time zone,
  constraint sign_in_failure_pkey PRIMARY KEY (login)
);

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table source_change (
  record_id uuid not null,
  pointer text not null,
  source_record_id uuid not null,
  was text,
  is_now text,
  at timestamp with time zone not null,
  constraint source_change_pkey PRIMARY KEY (record_id, pointer),
  constraint source_change_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id)
);
CREATE INDEX source_change_source ON public.source_change USING btree (source_record_id);
create policy visible on source_change for all to public using ((EXISTS ( SELECT
   FROM record r
  WHERE (r.id = source_change.record_id))));

-- tianbao_app: delete, insert, select, update
create table substitution (
  id uuid not null,
  principal_id bigint not null,
  substitute_id bigint not null,
  processes text[],
  starts_on date not null,
  ends_on date not null,
  reason text,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint substitution_pkey PRIMARY KEY (id),
  constraint substitution_check CHECK ((ends_on >= starts_on)),
  constraint substitution_check1 CHECK ((principal_id <> substitute_id)),
  constraint substitution_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint substitution_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES account(id),
  constraint substitution_substitute_id_fkey FOREIGN KEY (substitute_id) REFERENCES account(id)
);
CREATE INDEX substitution_principal ON public.substitution USING btree (principal_id, starts_on);
CREATE INDEX substitution_substitute ON public.substitution USING btree (substitute_id, starts_on) WHERE (ended_at IS NULL);

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table task (
  id uuid not null,
  instance_id uuid not null,
  token_task_id text not null,
  node_id text not null,
  name text not null,
  title text default ''::text not null,
  record_id uuid not null,
  record_type text not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  candidate_role text,
  candidate_unit_id bigint,
  assignee_id bigint,
  state text not null,
  due_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  completed_at timestamp with time zone,
  completed_by bigint,
  outcome text,
  opinion text,
  form_rights jsonb,
  outcomes jsonb,
  lock_version integer default 1 not null,
  seated boolean default false not null,
  quorum jsonb,
  barred_id bigint,
  opened_at timestamp with time zone,
  previous_task_id uuid,
  come_back jsonb,
  reasons jsonb,
  completed_for bigint,
  urged_at timestamp with time zone,
  urged_count integer default 0 not null,
  due_handled_at timestamp with time zone,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES account(id),
  constraint task_barred_id_fkey FOREIGN KEY (barred_id) REFERENCES account(id),
  constraint task_candidate_unit_id_fkey FOREIGN KEY (candidate_unit_id) REFERENCES org_unit(id),
  constraint task_completed_by_fkey FOREIGN KEY (completed_by) REFERENCES account(id),
  constraint task_completed_for_fkey FOREIGN KEY (completed_for) REFERENCES account(id),
  constraint task_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint task_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint task_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id),
  constraint task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'completed'::text, 'cancelled'::text])))
);
CREATE INDEX task_done ON public.task USING btree (completed_by, completed_at DESC) INCLUDE (id, seated, assignee_id, candidate_unit_id, org_unit_id, division_code) WHERE (state = 'completed'::text);
CREATE INDEX task_due_open ON public.task USING btree (due_at) INCLUDE (id, record_type, node_id, candidate_unit_id, assignee_id, seated, org_unit_id, division_code) WHERE ((state = 'open'::text) AND (due_at IS NOT NULL));
CREATE INDEX task_instance ON public.task USING btree (instance_id);
CREATE INDEX task_node_done ON public.task USING btree (record_type, node_id, completed_at DESC) WHERE (state = 'completed'::text);
CREATE INDEX task_node_open ON public.task USING btree (record_type, node_id, due_at) WHERE (state = 'open'::text);
CREATE INDEX task_open_assignee ON public.task USING btree (assignee_id, created_at) WHERE ((state = 'open'::text) AND (assignee_id IS NOT NULL));
CREATE INDEX task_open_candidate ON public.task USING btree (candidate_unit_id, candidate_role, created_at) INCLUDE (id, seated, assignee_id, barred_id, due_at, org_unit_id, division_code) WHERE (state = 'open'::text);
CREATE INDEX task_previous ON public.task USING btree (previous_task_id) WHERE (previous_task_id IS NOT NULL);
CREATE INDEX task_record ON public.task USING btree (record_id);
CREATE UNIQUE INDEX task_token ON public.task USING btree (instance_id, token_task_id);
create policy assigned on task for select to public using ((assignee_id = ( SELECT (NULLIF(current_setting('tianbao.account'::text, true), ''::text))::bigint AS "nullif")));
create policy participant on task for select to public using ((seated AND (EXISTS ( SELECT
   FROM task_participant p
  WHERE ((p.task_id = task.id) AND (p.account_id = ( SELECT (NULLIF(current_setting('tianbao.account'::text, true), ''::text))::bigint AS "nullif")))))));
create policy visible on task for all to public using ((((division_code >= ( SELECT (NULLIF(current_setting('tianbao.division_from'::text, true), ''::text) COLLATE "C") AS "nullif")) AND (division_code <= ( SELECT (NULLIF(current_setting('tianbao.division_to'::text, true), ''::text) COLLATE "C") AS "nullif")) AND ((( SELECT NULLIF(current_setting('tianbao.unit_only'::text, true), ''::text) AS "nullif") IS NULL) OR (org_unit_id = ( SELECT (NULLIF(current_setting('tianbao.unit_only'::text, true), ''::text))::bigint AS "nullif")))) OR (candidate_unit_id = ( SELECT (NULLIF(current_setting('tianbao.unit'::text, true), ''::text))::bigint AS "nullif"))));

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table task_comment (
  id uuid not null,
  instance_id uuid,
  task_id uuid,
  record_id uuid not null,
  account_id bigint not null,
  at timestamp with time zone not null,
  text text not null,
  mentions jsonb default '[]'::jsonb not null,
  attachments jsonb default '[]'::jsonb not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  constraint task_comment_pkey PRIMARY KEY (id),
  constraint task_comment_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint task_comment_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint task_comment_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint task_comment_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id),
  constraint task_comment_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX task_comment_record ON public.task_comment USING btree (record_id, at);
create policy visible on task_comment for all to public using (tianbao_visible(division_code, org_unit_id));

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table task_copy (
  id uuid not null,
  instance_id uuid not null,
  task_id uuid,
  record_id uuid not null,
  record_type text not null,
  account_id bigint not null,
  sender_id bigint,
  title text not null,
  name text default ''::text not null,
  note text,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  constraint task_copy_pkey PRIMARY KEY (id),
  constraint task_copy_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint task_copy_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint task_copy_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint task_copy_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id),
  constraint task_copy_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES account(id),
  constraint task_copy_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX task_copy_account ON public.task_copy USING btree (account_id, created_at DESC);
CREATE UNIQUE INDEX task_copy_once ON public.task_copy USING btree (instance_id, account_id, task_id) NULLS NOT DISTINCT;
CREATE INDEX task_copy_record ON public.task_copy USING btree (record_id);
CREATE INDEX task_copy_unread ON public.task_copy USING btree (account_id) WHERE (read_at IS NULL);
create policy own on task_copy for all to public using ((account_id = (NULLIF(current_setting('tianbao.account'::text, true), ''::text))::bigint));
create policy visible on task_copy for all to public using (tianbao_visible(division_code, org_unit_id));

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table task_operation (
  id bigint generated always as identity not null,
  instance_id uuid not null,
  task_id uuid,
  record_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  account_id bigint,
  for_account_id bigint,
  people jsonb,
  opinion text,
  detail jsonb,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  constraint task_operation_pkey PRIMARY KEY (id),
  constraint task_operation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint task_operation_for_account_id_fkey FOREIGN KEY (for_account_id) REFERENCES account(id),
  constraint task_operation_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES process_instance(id),
  constraint task_operation_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint task_operation_record_id_fkey FOREIGN KEY (record_id) REFERENCES record(id),
  constraint task_operation_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX task_operation_instance ON public.task_operation USING btree (instance_id, id);
create policy visible on task_operation for all to public using (tianbao_visible(division_code, org_unit_id));

-- row level security, forced
-- tianbao_app: delete, insert, select, update
create table task_participant (
  id uuid not null,
  task_id uuid not null,
  account_id bigint not null,
  kind text not null,
  of_id uuid,
  place integer not null,
  state text not null,
  outcome text,
  opinion text,
  acted_at timestamp with time zone,
  acted_by bigint,
  added_by bigint,
  note text,
  created_at timestamp with time zone default now() not null,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  constraint task_participant_pkey PRIMARY KEY (id),
  constraint task_participant_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint task_participant_acted_by_fkey FOREIGN KEY (acted_by) REFERENCES account(id),
  constraint task_participant_added_by_fkey FOREIGN KEY (added_by) REFERENCES account(id),
  constraint task_participant_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'before'::text, 'after'::text, 'delegate'::text]))),
  constraint task_participant_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_unit(id),
  constraint task_participant_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'open'::text, 'done'::text, 'removed'::text]))),
  constraint task_participant_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX task_participant_done ON public.task_participant USING btree (account_id, acted_at DESC) INCLUDE (task_id, org_unit_id, division_code) WHERE (state = 'done'::text);
CREATE INDEX task_participant_open ON public.task_participant USING btree (account_id) WHERE (state = 'open'::text);
CREATE INDEX task_participant_task ON public.task_participant USING btree (task_id);
create policy own on task_participant for all to public using ((account_id = ( SELECT (NULLIF(current_setting('tianbao.account'::text, true), ''::text))::bigint AS "nullif")));
create policy visible on task_participant for all to public using (((division_code >= ( SELECT (NULLIF(current_setting('tianbao.division_from'::text, true), ''::text) COLLATE "C") AS "nullif")) AND (division_code <= ( SELECT (NULLIF(current_setting('tianbao.division_to'::text, true), ''::text) COLLATE "C") AS "nullif")) AND ((( SELECT NULLIF(current_setting('tianbao.unit_only'::text, true), ''::text) AS "nullif") IS NULL) OR (org_unit_id = ( SELECT (NULLIF(current_setting('tianbao.unit_only'::text, true), ''::text))::bigint AS "nullif")))));
