import type { Knex } from "knex";

export const name = "0004-approval-operations";

/** Participants, operations, copies, comments and urgings of tasks; substitutes; the city's own calendar. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(TASKS);
  await knex.raw(AROUND_TASKS);
  await knex.raw(SETTINGS);
  await knex.raw(ROW_SECURITY);
}

const TASKS = `
alter table task
  -- Decided by the rows of task_participant instead of by whoever of the group comes first.
  add column seated boolean not null default false,
  add column quorum jsonb,
  -- Whoever submitted, where he may not decide on his own submission.
  add column barred_id bigint references account,
  -- First look of somebody who may act: until then the one before may take back.
  add column opened_at timestamptz,
  add column previous_task_id uuid,
  -- After a return: where completing it leads straight back to.
  add column come_back jsonb,
  -- Why a rule did not let it pass by itself.
  add column reasons jsonb,
  add column completed_for bigint references account,
  add column urged_at timestamptz,
  add column urged_count int not null default 0,
  add column due_handled_at timestamptz;
create index task_previous on task (previous_task_id) where previous_task_id is not null;

create table task_participant (
  id uuid primary key,
  task_id uuid not null references task,
  account_id bigint not null references account,
  kind text not null check (kind in ('main', 'before', 'after', 'delegate')),
  of_id uuid,
  place int not null,
  state text not null check (state in ('waiting', 'open', 'done', 'removed')),
  outcome text,
  opinion text,
  acted_at timestamptz,
  -- Who acted for the participant, as his substitute.
  acted_by bigint references account,
  added_by bigint references account,
  note text,
  created_at timestamptz not null default now(),
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null
);
create index task_participant_task on task_participant (task_id);
create index task_participant_open on task_participant (account_id) where state = 'open';
create index task_participant_done on task_participant (account_id, acted_at desc) where state = 'done';

alter table record_revision
  -- Data when it was last returned, to tell what changed since; and the only fields that were opened again.
  add column returned_data jsonb,
  add column reopened_fields jsonb;
alter table attachment add column discussed_record_id uuid references record;
`;

const AROUND_TASKS = `
create table task_operation (
  id bigint generated always as identity primary key,
  instance_id uuid not null references process_instance,
  task_id uuid references task,
  record_id uuid not null references record,
  at timestamptz not null,
  kind text not null,
  account_id bigint references account,
  -- The person in whose place he acted.
  for_account_id bigint references account,
  people jsonb,
  opinion text,
  detail jsonb,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null
);
create index task_operation_instance on task_operation (instance_id, id);

create table task_copy (
  id uuid primary key,
  instance_id uuid not null references process_instance,
  task_id uuid references task,
  record_id uuid not null references record,
  record_type text not null,
  account_id bigint not null references account,
  sender_id bigint references account,
  title text not null,
  name text not null default '',
  note text,
  created_at timestamptz not null,
  read_at timestamptz,
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null
);
create unique index task_copy_once on task_copy (instance_id, account_id, task_id) nulls not distinct;
create index task_copy_account on task_copy (account_id, created_at desc);
create index task_copy_record on task_copy (record_id);

create table task_comment (
  id uuid primary key,
  instance_id uuid references process_instance,
  task_id uuid references task,
  record_id uuid not null references record,
  account_id bigint not null references account,
  at timestamptz not null,
  text text not null,
  mentions jsonb not null default '[]',
  attachments jsonb not null default '[]',
  org_unit_id bigint not null references org_unit,
  division_code text collate "C" not null
);
create index task_comment_record on task_comment (record_id, at);
`;

const SETTINGS = `
create table substitution (
  id uuid primary key,
  principal_id bigint not null references account,
  substitute_id bigint not null references account,
  -- \`<package>/<process>\`; null for every process.
  processes text[],
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  reason text,
  created_by bigint not null references account,
  created_at timestamptz not null,
  ended_at timestamptz,
  check (principal_id <> substitute_id)
);
create index substitution_substitute on substitution (substitute_id, starts_on) where ended_at is null;
create index substitution_principal on substitution (principal_id, starts_on);

create table calendar_exception (
  day date primary key,
  working boolean not null,
  note text not null default '',
  changed_by bigint references account,
  changed_at timestamptz not null
);
`;

const ROW_SECURITY = `
do $$
declare t text;
begin
  foreach t in array array['task_participant', 'task_operation', 'task_copy', 'task_comment'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy visible on %I using (tianbao_visible(division_code, org_unit_id))', t);
  end loop;
  foreach t in array array['task_participant', 'task_copy'] loop
    execute format($p$create policy own on %I using
      (account_id = nullif(current_setting('tianbao.account', true), '')::bigint)$p$, t);
  end loop;
end $$;
-- Whoever takes part may see the task wherever it comes from; asked only of tasks that have participants.
create policy participant on task for select using (seated and exists (
  select from task_participant p
  where p.task_id = task.id and p.account_id = nullif(current_setting('tianbao.account', true), '')::bigint));
create policy assigned on task for select using (
  assignee_id = nullif(current_setting('tianbao.account', true), '')::bigint);
`;
