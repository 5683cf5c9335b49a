/** Writes a new instance. */
export const INSERT_INSTANCE = `
  insert into process_instance (id, definition_version_id, process_key, record_id, revision_id, org_unit_id,
    division_code, purpose, status, state, incident, title, started_by, started_at, ended_at)
  select id, "versionId", "processKey", "recordId", "revisionId", "orgUnitId", "divisionCode", purpose, status, state,
    incident, title, "startedBy", at, "endedAt"
  from jsonb_to_record($$::jsonb) as x(id uuid, "versionId" bigint, "processKey" text, "recordId" uuid,
    "revisionId" uuid, "orgUnitId" bigint, "divisionCode" text, purpose text, status text, state jsonb, incident jsonb,
    title text, "startedBy" bigint, at timestamptz, "endedAt" timestamptz)`;

/** Saves the state of an instance after a step. */
export const UPDATE_INSTANCE = `
  update process_instance i set status = x.status, state = x.state, incident = x.incident, title = x.title,
    ended_at = x."endedAt", lock_version = lock_version + 1
  from jsonb_to_record($$::jsonb) as x(id uuid, status text, state jsonb, incident jsonb, title text,
    "endedAt" timestamptz) where i.id = x.id`;

/** Opens tasks; one that was opened and completed within the step comes in as completed. */
export const INSERT_TASKS = `
  insert into task (id, instance_id, token_task_id, node_id, name, title, record_id, record_type, org_unit_id,
    division_code, candidate_role, candidate_unit_id, assignee_id, state, due_at, created_at, completed_at, completed_by,
    outcome, opinion, form_rights, outcomes, completed_for, seated, quorum, barred_id, previous_task_id, come_back, reasons)
  select id, "instanceId", token, node, name, title, "recordId", "recordType", "orgUnitId", "divisionCode", role, unit,
    assignee, state, due, at, done, by, outcome, opinion, rights, outcomes, "for", coalesce(seated, false), quorum, barred,
    previous, back, reasons
  from jsonb_to_recordset($$::jsonb) as x(id uuid, "instanceId" uuid, token text, node text, name text, title text,
    "recordId" uuid, "recordType" text, "orgUnitId" bigint, "divisionCode" text, role text, unit bigint, assignee bigint,
    state text, due timestamptz, at timestamptz, done timestamptz, by bigint, outcome text, opinion text, rights jsonb,
    outcomes jsonb, "for" bigint, seated boolean, quorum jsonb, barred bigint, previous uuid, back jsonb, reasons jsonb)`;

/** Closes tasks by the engine's id; one that is no longer open stays as it is. */
export const CLOSE_TASKS = `
  update task t set state = x.state, completed_at = x.done, completed_by = x.by, completed_for = x."for",
    outcome = x.outcome, opinion = x.opinion, lock_version = lock_version + 1
  from jsonb_to_recordset($$::jsonb) as x(instance uuid, token text, state text, done timestamptz, by bigint,
    "for" bigint, outcome text, opinion text)
  where t.instance_id = x.instance and t.token_task_id = x.token and t.state = 'open'`;

/** Ends the turns of participants of tasks that were taken away. */
export const CLOSE_SEATS = `
  update task_participant p set state = 'waiting'
  from jsonb_to_recordset($$::jsonb) as x(instance uuid, token text)
    join task t on t.instance_id = x.instance and t.token_task_id = x.token
  where p.task_id = t.id and p.state = 'open'`;

/** Adds to the history of the instance. */
export const INSERT_EVENTS = `
  insert into process_event (instance_id, at, kind, node_id, flow_id, account_id, detail)
  select instance, at, kind, node, flow, by, detail
  from jsonb_to_recordset($$::jsonb) as x(instance uuid, at timestamptz, kind text, node text, flow text, by bigint,
    detail jsonb)`;

/** Keeps an armed timer beside the job that will fire it. */
export const ARM_TIMERS = `
  insert into process_timer (instance_id, timer_id, node_id, due_at, job_id, remaining)
  select instance, timer, node, due, job, due - clock
  from jsonb_to_recordset($$::jsonb) as x(instance uuid, timer text, node text, due timestamptz, job uuid,
    clock timestamptz)`;

/** Drops timers that fired or are no longer wanted. */
export const DISARM_TIMERS = `
  delete from process_timer p using jsonb_to_recordset($$::jsonb) as x(instance uuid, timer text)
  where p.instance_id = x.instance and p.timer_id = x.timer`;

/** Drops the jobs of such timers; the one that is firing now is running and goes on. */
export const CANCEL_TIMER_JOBS = `
  update job set state = 'cancelled', finished_at = now()
  where id in (select job from jsonb_to_recordset($$::jsonb) as x(job uuid)) and state = 'ready'`;

/** Puts jobs; one that is put again, after its fault was looked at, starts anew. */
export const INSERT_JOBS = `
  insert into job (id, kind, payload, run_at, max_attempts)
  select id, kind, payload, coalesce("runAt", now()), "maxAttempts"
  from jsonb_to_recordset($$::jsonb) as x(id uuid, kind text, payload jsonb, "runAt" timestamptz, "maxAttempts" int)
  on conflict (id) do update set state = 'ready', attempts = 0, error = null, finished_at = null,
    run_at = excluded.run_at`;

/** Asks for the end of jobs that service tasks no longer wait for. */
export const CANCEL_JOBS = `
  update job set cancel_requested = true, state = case when state = 'ready' then 'cancelled' else state end
  where id in (select value::uuid from jsonb_array_elements_text($$::jsonb)) and state in ('ready', 'running')`;

/** Keeps what messages and signals an instance waits for. */
export const SUBSCRIBE = `
  insert into process_subscription (instance_id, subscription_id, node_id, kind, message, correlation_key)
  select instance, id, node, kind, message, key
  from jsonb_to_recordset($$::jsonb) as x(instance uuid, id text, node text, kind text, message text, key text)`;

/** Drops what it no longer waits for. */
export const UNSUBSCRIBE = `
  delete from process_subscription s using jsonb_to_recordset($$::jsonb) as x(instance uuid, id text)
  where s.instance_id = x.instance and s.subscription_id = x.id`;

/** Tells units or accounts what is new for them. */
export const INSERT_NOTIFICATIONS = `
  insert into notification (id, org_unit_id, role_key, account_id, kind, title, body, link, sender_id, created_at)
  select id, unit, role, account, kind, title, body, link, sender, at
  from jsonb_to_recordset($$::jsonb) as x(id uuid, unit bigint, role text, account bigint, kind text, title text,
    body text, link text, sender bigint, at timestamptz)`;
