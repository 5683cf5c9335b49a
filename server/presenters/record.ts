import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { prepared } from "../database/prepared.ts";
import type { Tx } from "../database/transaction.ts";
import { compiledOf } from "../models/record/compiled.ts";
import type { LoadedRecord, RecordNames } from "../models/record/loaded-record.ts";
import { may, visibleData } from "../models/record/rights.ts";
import { statusTexts } from "../models/record/status.ts";
import { hiddenFields } from "../models/record/task-rights.ts";
import { titleOf } from "../models/record/title.ts";
import { addRecord, noTargets, resolveLabels } from "../query/labels.ts";
import { brokenReferences, chosenRows } from "./broken-references.ts";
import { flatLabels, gatherTargets } from "./data-labels.ts";
import { sourceChanges } from "./source-changes.ts";

interface Surroundings extends RecordNames {
  instance_id: string | null;
  /** Whoever filed it is disabled or has left its unit. */
  keeper_gone: boolean;
  /** Its cancelling is being decided. */
  cancelling: boolean;
  /** Records it refers to that were cancelled since. */
  gone: string[];
  tasks: {
    id: string;
    name: string;
    nodeId: string;
    role: string | null;
    unit: string | null;
    assignee: string | null;
    /** Whether it waits for the reader, as his desk has it. */
    mine: boolean;
  }[];
  obligation: Record<string, unknown> | null;
}

/** A seat of one's own, the task one took, or one nobody took yet of one's role in one's unit. */
const waits = `case when t.seated then exists (select from task_participant s
      where s.task_id = t.id and s.account_id = $6 and s.state = 'open')
    else t.assignee_id = $6 or t.assignee_id is null and t.barred_id is distinct from $6::bigint
      and t.candidate_unit_id = $7 and t.candidate_role = any($8::text[]) end`;

const surroundings = `
  select u.name as unit_name, d.name as division_name, a.name as creator_name,
    a.disabled_at is not null or a.org_unit_id <> $2 as keeper_gone, pi.id as instance_id,
    coalesce(pi.purpose = 'cancel' and pi.ended_at is null, false) as cancelling,
    coalesce((select jsonb_agg(distinct t.id) from record_reference ref join record t on t.id = ref.to_record_id
      where ref.from_record_id = $1 and t.cancelled_at is not null), '[]') as gone,
    coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'nodeId', t.node_id, 'role', t.candidate_role,
        'mine', ${waits}, 'unit', cu.name, 'assignee', case when t.seated then (select string_agg(sa.name, '、' order by p.place)
          from task_participant p join account sa on sa.id = p.account_id where p.task_id = t.id and p.state = 'open')
          else ta.name end) order by t.created_at)
      from task t left join org_unit cu on cu.id = t.candidate_unit_id left join account ta on ta.id = t.assignee_id
      where t.record_id = $1 and t.state = 'open'), '[]') as tasks,
    (select jsonb_build_object('id', o.id, 'campaignTitle', c.title, 'recordType', o.record_type, 'periodKey', o.period_key,
        'dueAt', o.due_at, 'submittedAt', o.submitted_at, 'recordId', o.record_id, 'overdue', o.submitted_at is null and o.due_at < now())
      from obligation o join campaign c on c.id = o.campaign_id where o.id = $5) as obligation
  from org_unit u
  join division d on d.code = $3
  join account a on a.id = $4
  left join lateral (select id, purpose, ended_at from process_instance where record_id = $1 order by started_at desc, id desc limit 1) pi on true
  where u.id = $2`;

async function surroundingsOf(
  tx: Tx,
  subject: Subject,
  { latest, names }: LoadedRecord,
): Promise<Surroundings | undefined> {
  const { record_id, org_unit_id, division_code, created_by, obligation_id } = latest;
  if (names && obligation_id === null) {
    return {
      ...names,
      keeper_gone: false,
      instance_id: null,
      cancelling: false,
      gone: [],
      tasks: [],
      obligation: null,
    };
  }
  const { accountId, orgUnitId, roles } = subject;
  const reader = [accountId, orgUnitId, roles];
  const values = [record_id, org_unit_id, division_code, created_by, obligation_id, ...reader];
  return (await prepared<Surroundings>(tx, surroundings, values))[0];
}

/** What a role or a person is called on an open task. */
function candidatesText(ctx: AppContext, { role, unit, assignee }: Surroundings["tasks"][number]): string {
  const title = role === null ? "" : (ctx.definitions.roles().find(({ key }) => key === role)?.title ?? role);
  return assignee ?? [unit, title].filter(Boolean).join(" ");
}

function openTask(ctx: AppContext, task: Surroundings["tasks"][number]) {
  const { id, name, nodeId, mine } = task;
  return { id, name, nodeId, candidates: candidatesText(ctx, task), mine: mine === true };
}

/** The buttons the reader gets; each command checks again. */
function abilitiesOf(
  record: LoadedRecord,
  subject: Subject,
  { cancelling }: Partial<Surroundings>,
): Record<string, boolean> {
  const { status, live } = record;
  const official = status === "inForce" && !cancelling;
  const open = status === "draft" || status === "returned";
  return {
    canEdit: (open || official) && may(record, subject, "edit"),
    canSubmit: open && may(record, subject, "submit"),
    canCancel: (open || official) && may(record, subject, "cancel"),
    canWithdraw: status === "inReview" && may(record, subject, "submit"),
    canDispatch: live.recordType.dispatch !== undefined && status === "inForce" && may(record, subject, "dispatch"),
    canDesign: live.recordType.ownForm !== undefined && status !== "cancelled" && may(record, subject, "design"),
    canExport: may(record, subject, "export"),
  };
}

/** A record as the API shows it to one reader: hidden fields left out, names for values, and what he may do with it. */
export async function presentRecord(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  record: LoadedRecord,
): Promise<Record<string, unknown>> {
  const { latest, resolved, status } = record;
  const hidden = await hiddenFields(ctx, tx, record, subject);
  const data = visibleData(latest.data, hidden);
  const targets = noTargets();
  gatherTargets(resolved.schema, resolved.schema, data, targets);
  if (latest.subject_record_id) addRecord(targets, resolved.storedKey, latest.subject_record_id);
  const labels = await resolveLabels(ctx, tx, targets);
  const rows = await chosenRows(ctx, tx, resolved, data);
  const around = await surroundingsOf(tx, subject, record);
  const news = await sourceChanges(tx, record);
  const { tasks = [], instance_id = null, gone = [] } = around ?? {};
  const title = hidden.includes(resolved.recordType.titleField) ? null : titleOf(resolved, data, labels.records);
  return {
    id: latest.record_id,
    recordType: resolved.storedKey,
    definitionKey: resolved.definitionKey,
    versionId: latest.definition_version_id,
    versionNumber: resolved.versionNumber,
    revision: { id: latest.revision_id, number: latest.number },
    title: title ?? resolved.title,
    status,
    statusText: statusTexts[status],
    data,
    lockVersion: latest.lock_version,
    unit: { id: latest.org_unit_id, name: around?.unit_name ?? "", level: latest.unit_level },
    division: { code: latest.division_code, name: around?.division_name ?? "" },
    createdBy: { id: latest.created_by, name: around?.creator_name ?? "" },
    keeperGone:
      (record.live.recordType.inheritable ?? false) && status !== "cancelled" && (around?.keeper_gone ?? false),
    createdAt: latest.created_at,
    updatedAt: latest.updated_at,
    submittedAt: latest.submitted_at,
    inForceAt: latest.in_force_at,
    obligation: around?.obligation ?? null,
    instanceId: instance_id,
    openTasks: tasks.map((task) => openTask(ctx, task)),
    reopenedFields: status === "inReview" ? null : (latest.reopened_fields ?? null),
    cancelling: around?.cancelling ?? false,
    warnings: [
      ...brokenReferences(resolved, data, gone, rows),
      ...news.filter(({ pointer }) => !hidden.includes(pointer.split("/")[1] ?? "")),
      ...compiledOf(resolved)
        .form.warnings(latest.data)
        .filter(({ pointer }) => !hidden.includes(pointer.split("/")[1] ?? "")),
    ],
    abilities: abilitiesOf(record, subject, around ?? {}),
    references: { ...flatLabels(labels), ...rows.labels },
  };
}
