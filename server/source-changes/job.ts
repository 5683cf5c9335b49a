import { derivedValues } from "../../engine/form/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { enqueue } from "../jobs/enqueue.ts";
import type { Job, JobTools } from "../jobs/job.ts";
import { isSource, officialData } from "../models/record/derived.ts";
import { titleOf } from "../models/record/title.ts";
import { typeOfVersion } from "../models/record/type-of-version.ts";

/** Kind of the job that tells the owners of official records what has changed at a record they took values from. */
export const SOURCE_CHANGED_JOB = "source-changed";

const batch = 200;

interface Taker {
  id: string;
  record_type: string;
  org_unit_id: number;
  definition_version_id: number;
  data: Record<string, unknown>;
}

const takers = `
  select r.id, r.record_type, r.org_unit_id, v.definition_version_id, v.data
  from record r join record_revision v on v.id = r.in_force_revision_id
  where r.id > $2 and r.cancelled_at is null and r.id in (select from_record_id from record_reference where to_record_id = $1)
  order by r.id limit ${batch}`;

const note = `
  insert into source_change (record_id, pointer, source_record_id, was, is_now, at) values ($1, $2, $3, $4, $5, $6)
  on conflict (record_id, pointer) do update set is_now = excluded.is_now, source_record_id = excluded.source_record_id, at = excluded.at
    where source_change.is_now is distinct from excluded.is_now
  returning record_id`;

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** Tells one record's owner of each value that its source says differently now. @returns whether there was news. */
async function tell(ctx: AppContext, tx: Tx, taker: Taker, sourceId: string): Promise<boolean> {
  const type = await typeOfVersion(ctx, taker.definition_version_id, taker.record_type);
  const values = derivedValues(type.schema, taker.data).filter(({ id }) => id === sourceId);
  const official = (await officialData(tx, values)).get(sourceId) ?? {};
  const news: string[] = [];
  for (const { pointer, title, field } of values) {
    const was = textOf(pointerValue(taker.data, pointer));
    const now = textOf(official[field]);
    if (was === now) {
      await sql(tx, "delete from source_change where record_id = $1 and pointer = $2", [taker.id, pointer]);
      continue;
    }
    const told = await sql(tx, note, [taker.id, pointer, sourceId, was, now, ctx.now().toISOString()]);
    if (told.length > 0) news.push(`“${title}”现为“${now ?? "（空）"}”，本表仍为“${was ?? "（空）"}”`);
  }
  if (news.length === 0) return false;
  await sql(
    tx,
    "insert into notification (id, org_unit_id, kind, title, body, link, created_at) values ($1, $2, 'sourceChanged', $3, $4, $5, $6)",
    [
      uuidv7(),
      taker.org_unit_id,
      `“${titleOf(type, taker.data) ?? type.title}”引用的内容有变更`,
      `${news.join("；").slice(0, 800)}。请核对后变更本表并重新提交。`,
      `/records/${taker.id}`,
      ctx.now().toISOString(),
    ],
  );
  return true;
}

function pointerValue(data: unknown, pointer: string): unknown {
  return pointer
    .slice(1)
    .split("/")
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], data);
}

/** Goes through every official record that took values from the source; running again tells nothing twice. */
export async function runSourceChanged(
  job: Job<{ recordId: string }>,
  { ctx }: Pick<JobTools, "ctx">,
): Promise<{ looked: number; told: number }> {
  const result = { looked: 0, told: 0 };
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const found = await inTransaction(ctx, "system", async (tx) => {
      const rows = await sql<Taker>(tx, takers, [job.payload.recordId, last]);
      for (const row of rows) if (await tell(ctx, tx, row, job.payload.recordId)) result.told += 1;
      return rows;
    });
    result.looked += found.length;
    const next = found.at(-1);
    if (!next || found.length < batch) return result;
    last = next.id;
  }
}

/** Puts the job where official records may have taken values from this one, in the transaction that changed it. */
export async function sourceChanged(ctx: AppContext, tx: Tx, recordId: string, recordType: string): Promise<void> {
  if (!isSource(ctx, recordType)) return;
  const referred = await sql(tx, "select from record_reference where to_record_id = $1 limit 1", [recordId]);
  if (referred.length > 0) await enqueue(tx, SOURCE_CHANGED_JOB, { recordId });
}
