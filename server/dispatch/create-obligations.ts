import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { type Job, type JobTools, PermanentJobError } from "../jobs/job.ts";
import { CAMPAIGN_COLUMNS, type Campaign } from "./campaign.ts";
import { withinReach } from "./units.ts";

/** Kind of the job that gives units their obligations. */
export const CAMPAIGN_JOB = "campaign-dispatch";

/** Obligations per transaction: some 100 ms of work, so progress moves and a cancellation is soon noticed. */
const CHUNK = 2500;

// One statement per chunk: the next units in order of id, an obligation for each period and subject they do not owe yet
// (by this campaign or another one of the same source), and one notification per unit that got any.
const CREATE = `
  with unit as (
    select u.id, u.division_code from org_unit u
    where u.id > $2 and ${withinReach("$3::jsonb")} order by u.id limit $4
  ), made as (
    insert into obligation (id, campaign_id, record_type, org_unit_id, division_code, period_kind, period_key, year,
      quarter, month, subject_record_id, filler_role, due_at)
    select gen_random_uuid(), $1, $5, unit.id, unit.division_code, p.kind, p.key, p.year, p.quarter, p.month, s.id, $6,
      p."dueAt"
    from unit
    cross join jsonb_to_recordset($7::jsonb) as p(kind text, key text, year int, quarter int, month int,
      "dueAt" timestamptz)
    cross join jsonb_to_recordset($8::jsonb) as s(id uuid)
    where not exists (
      select from obligation o join campaign other on other.id = o.campaign_id
      where o.org_unit_id = unit.id and o.cancelled_at is null and o.period_key = p.key
        and o.subject_record_id is not distinct from s.id and other.source_record_id = $9)
    on conflict do nothing returning org_unit_id
  ), told as (
    insert into notification (id, org_unit_id, role_key, kind, title, body, link, sender_id)
    select gen_random_uuid(), unit_id, $6, 'dispatched', $10, '共 ' || count || ' 项任务，请按期填报',
      '/obligations?campaign=' || $1::uuid, $11
    from (select org_unit_id as unit_id, count(*) as count from made group by org_unit_id) m
  )
  select (select max(id) from unit) as last, (select count(*) from unit) as units, (select count(*) from made) as made`;

interface ChunkResult {
  last: number | null;
  units: number;
  made: number;
}

interface Row extends Campaign {
  createdById: number;
}

/** One chunk; the source's row makes campaigns of one source take turns, so that none doubles another's obligations. */
function createChunk(ctx: AppContext, campaign: Row, after: number, units: number): Promise<ChunkResult | null> {
  const { id, settings, recordType, sourceRecordId, title, createdById } = campaign;
  return inTransaction(ctx, "system", async (tx) => {
    await sql(tx, "select from record where id = $1 for no key update", [sourceRecordId]);
    const [live] = await sql(tx, "select from campaign where id = $1 and cancelled_at is null", [id]);
    if (!live) return null;
    const [result] = await sql<ChunkResult>(tx, CREATE, [
      ...[id, after, JSON.stringify(settings.reach), units, recordType, settings.fillerRole],
      ...[JSON.stringify(settings.periods), JSON.stringify(settings.subjects.map((subject) => ({ id: subject.id })))],
      ...[sourceRecordId, `新的填报任务：${title}`, createdById],
    ]);
    return result ?? null;
  });
}

function readCampaign(ctx: AppContext, id: string): Promise<Row | undefined> {
  return inTransaction(ctx, "system", async (tx) => {
    const text = `select ${CAMPAIGN_COLUMNS}, c.created_by as "createdById"
      from campaign c join account a on a.id = c.created_by where c.id = $1`;
    return (await sql<Row>(tx, text, [id]))[0];
  });
}

/** Gives every unit of a campaign its obligations; running again adds only what is missing. */
export async function createObligations(
  job: Job<{ campaignId: string }>,
  tools: JobTools,
): Promise<{ created: number; units: number; skipped: number }> {
  const campaign = await readCampaign(tools.ctx, job.payload.campaignId);
  if (!campaign) throw new PermanentJobError("这次下发已不存在");
  const { settings } = campaign;
  const perUnit = settings.periods.length * settings.subjects.length;
  const size = Math.max(1, Math.floor(CHUNK / perUnit));
  let created = 0;
  let units = 0;
  let after = 0;
  await tools.progress(0, settings.count);
  while (!tools.cancelled()) {
    const chunk = await createChunk(tools.ctx, campaign, after, size);
    if (!chunk || chunk.last === null) break;
    created += chunk.made;
    units += chunk.units;
    after = chunk.last;
    await tools.progress(Math.min(units * perUnit, settings.count), settings.count);
    if (chunk.units < size) break;
  }
  return { created, units, skipped: units * perUnit - created };
}
