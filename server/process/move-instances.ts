import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { Job, JobTools } from "../jobs/job.ts";
import { INSTANCE_COLUMNS, type Instance } from "./instance.ts";
import { type Moved, moveInstance, planMove } from "./move-instance.ts";

/** Kind of the job that takes running instances over to another version, or tries whether it could. */
export const MOVE_JOB = "process-migration";

/** Instances read at a time. */
const PAGE = 200;

/** A migration as its job knows it. */
export interface MigrationRow {
  id: string;
  definitionId: number;
  processKey: string;
  fromVersionId: number | null;
  toVersionId: number;
  mapping: Record<string, string>;
  dryRun: boolean;
  reason: string | null;
  accountId: number;
}

/** The job's payload: which migration, and the divisions whoever asked may see. */
export interface MovePayload {
  migrationId: string;
  from: string;
  to: string;
}

const READ = `
  select id, definition_id as "definitionId", process_key as "processKey", from_version_id as "fromVersionId",
    to_version_id as "toVersionId", mapping, dry_run as "dryRun", reason, created_by as "accountId"
  from process_migration where id = $1`;

const OF = `
  from process_instance i join record r on r.id = i.record_id
  where i.definition_version_id = any($1) and i.process_key = $2 and i.ended_at is null
    and i.division_code between $3 and $4`;

const NEXT = `select ${INSTANCE_COLUMNS} ${OF} and i.id > $5
    and not exists (select from process_migration_item m where m.migration_id = $6 and m.instance_id = i.id)
  order by i.id limit ${PAGE}`;

const KEEP = `
  insert into process_migration_item (migration_id, instance_id, result, from_version_id, problems, at)
  select $1, x.id, x.result, x.version, x.problems, now()
  from jsonb_to_recordset($2::jsonb) as x(id uuid, result text, version bigint, problems jsonb)
  on conflict (migration_id, instance_id) do nothing`;

async function keep(tx: Tx, migrationId: string, rows: (Moved & { id: string })[]): Promise<void> {
  const items = rows.map(({ id, result, fromVersionId: version, problems }) => ({ id, result, version, problems }));
  await sql(tx, KEEP, [migrationId, JSON.stringify(items)]);
}

/** Tries a page of instances without touching them. */
async function tryPage(ctx: AppContext, migration: MigrationRow, page: readonly Instance[]): Promise<void> {
  const rows: (Moved & { id: string })[] = [];
  for (const instance of page) {
    const planned = await planMove(ctx, instance, migration, ctx.now().toISOString());
    const problems = "problems" in planned ? planned.problems : [];
    const result = problems.length > 0 ? "blocked" : "ready";
    rows.push({ id: instance.id, result, fromVersionId: instance.versionId, problems });
  }
  await inTransaction(ctx, "system", (tx) => keep(tx, migration.id, rows));
}

/** Moves one instance with its result, in a transaction of its own; a fault leaves it as it was, and is its result. */
async function moveOne(ctx: AppContext, migration: MigrationRow, { id, versionId }: Instance): Promise<void> {
  try {
    await inTransaction(ctx, "system", async (tx) => {
      const moved = await moveInstance(ctx, tx, id, migration);
      const row: Moved = moved ?? { result: "skipped", fromVersionId: versionId, problems: [] };
      await keep(tx, migration.id, [{ ...row, id }]);
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = [{ nodeId: "", nodeName: "", message: error.message }];
    await inTransaction(ctx, "system", (tx) =>
      keep(tx, migration.id, [{ id, result: "blocked", fromVersionId: versionId, problems }]),
    );
  }
}

async function versionsOf(tx: Tx, { definitionId, fromVersionId, toVersionId }: MigrationRow): Promise<number[]> {
  if (fromVersionId !== null) return [fromVersionId];
  const text = "select id from definition_version where definition_id = $1 and id <> $2 and published_at is not null";
  return (await sql<{ id: number }>(tx, text, [definitionId, toVersionId])).map(({ id }) => id);
}

async function begin(ctx: AppContext, { migrationId, from, to }: MovePayload) {
  return inTransaction(ctx, "system", async (tx) => {
    const [migration] = await sql<MigrationRow>(tx, READ, [migrationId]);
    if (!migration) throw new Error(`no migration ${migrationId}`);
    const which = [await versionsOf(tx, migration), migration.processKey, from, to];
    const [row] = await sql<{ count: number }>(tx, `select count(*) as count ${OF}`, which);
    return { migration, which, total: row?.count ?? 0 };
  });
}

/** Tries or moves every running instance, a result each; begun again, it goes on with those that have none yet. */
export async function moveInstances(
  job: Job<MovePayload>,
  tools: JobTools,
): Promise<{ instances: number; cancelled: boolean }> {
  const { ctx } = tools;
  const { migration, which, total } = await begin(ctx, job.payload);
  let after = "00000000-0000-0000-0000-000000000000";
  let done = 0;
  while (!tools.cancelled()) {
    const page = await inTransaction(ctx, "system", (tx) => sql<Instance>(tx, NEXT, [...which, after, migration.id]));
    if (page.length === 0) break;
    after = page.at(-1)?.id ?? after;
    if (migration.dryRun) await tryPage(ctx, migration, page);
    else {
      for (const instance of page) {
        if (tools.cancelled()) break;
        await moveOne(ctx, migration, instance);
      }
    }
    done += page.length;
    await tools.progress(Math.min(done, total), total);
  }
  return { instances: done, cancelled: tools.cancelled() };
}
