import { type NodeChoice, nodeChoices } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { modelOf } from "./models.ts";

const MIGRATION = `
  select m.id, d.key as "definitionKey", d.title as "definitionTitle", m.process_key as "processKey",
    f.number as "fromVersion", t.number as "toVersion", m.mapping, m.dry_run as "dryRun", m.reason, a.name as "createdBy",
    m.created_at as "createdAt", m.job_id as "jobId"
  from process_migration m join definition d on d.id = m.definition_id join account a on a.id = m.created_by
  join definition_version t on t.id = m.to_version_id left join definition_version f on f.id = m.from_version_id`;

/** The last migrations, newest first. */
export function listMigrations(tx: Tx, definitionKey: string | null): Promise<Record<string, unknown>[]> {
  return sql(tx, `${MIGRATION} where $1::text is null or d.key = $1 order by m.created_at desc limit 50`, [
    definitionKey,
  ]);
}

const COUNTS = `
  select result, count(*) as count from process_migration_item where migration_id = $1 group by result`;

// What keeps instances back, the most frequent first.
const PROBLEMS = `
  select p ->> 'nodeId' as "nodeId", p ->> 'nodeName' as "nodeName", p ->> 'message' as message, count(*) as count
  from process_migration_item m cross join lateral jsonb_array_elements(m.problems) p
  where m.migration_id = $1 and m.result = 'blocked' group by 1, 2, 3 order by count(*) desc limit 50`;

/** A migration with how many instances fared how, and why some stay. @throws AppError 404. */
export async function migrationView(tx: Tx, id: string): Promise<Record<string, unknown>> {
  const [migration] = await sql(tx, `${MIGRATION} where m.id = $1`, [id]);
  if (!migration) throw new AppError(404, "unknown-migration", "没有找到这次迁移。");
  const counts = await sql<{ result: string; count: number }>(tx, COUNTS, [id]);
  const counted = { ready: 0, moved: 0, blocked: 0, skipped: 0 };
  return {
    ...migration,
    counts: { ...counted, ...Object.fromEntries(counts.map(({ result, count }) => [result, count])) },
    problems: await sql(tx, PROBLEMS, [id]),
  };
}

const ITEMS = `
  select m.instance_id as "instanceId", m.result, m.problems, m.at, i.title, u.name as "unitName", v.number as "fromVersion"
  from process_migration_item m join process_instance i on i.id = m.instance_id
  join org_unit u on u.id = i.org_unit_id join definition_version v on v.id = m.from_version_id
  where m.migration_id = $1 and ($2::text is null or m.result = $2) order by m.instance_id limit $3 offset $4`;

/** One page of the results of a migration. */
export function migrationItems(
  tx: Tx,
  id: string,
  { result, limit, offset }: { result?: string; limit: number; offset: number },
): Promise<Record<string, unknown>[]> {
  return sql(tx, ITEMS, [id, result ?? null, limit, offset]);
}

/** Running instances of a process in a version are counted as far as this. */
const MOST_COUNTED = 10_000;

/** Versions shown: first those that still have running instances, then the newest. */
const MOST_VERSIONS = 200;

// The processes of a version are found by leaps down the index, and each is counted as far as numbers go, so neither
// many instances nor many versions make it slow.
const RUNNING = `
  with recursive versions as materialized (
    select v.id, v.number, v.state, v.published_at
    from definition d join definition_version v on v.definition_id = d.id and v.published_at is not null
    where d.key = $1
    order by exists (select from process_instance i where i.definition_version_id = v.id and i.ended_at is null) desc,
      v.number desc limit ${MOST_VERSIONS}
  ), leaps as (
    select v.id, (select min(i.process_key) from process_instance i
      where i.definition_version_id = v.id and i.ended_at is null) as key from versions v
    union all
    select l.id, (select min(i.process_key) from process_instance i
      where i.definition_version_id = l.id and i.ended_at is null and i.process_key > l.key) from leaps l
    where l.key is not null
  )
  select v.id as "versionId", v.number, v.state, v.published_at as "publishedAt", l.key as "processKey", c.running
  from versions v left join leaps l on l.id = v.id and l.key is not null
  cross join lateral (select count(*) as running from (select from process_instance i
    where i.definition_version_id = v.id and i.process_key = l.key and i.ended_at is null limit ${MOST_COUNTED}) x) c
  order by v.number desc, l.key`;

/** The versions of a definition with the running instances of each process, as far as they are counted. */
export function runningByVersion(tx: Tx, definitionKey: string): Promise<Record<string, unknown>[]> {
  return sql(tx, RUNNING, [definitionKey]);
}

// A sample is enough to show where instances are; every one of them is looked at by the preview.
const TOKENS = `
  select t ->> 'at' as "nodeId", count(*) as count
  from (select state from process_instance where definition_version_id = $1 and process_key = $2 and ended_at is null
    limit 5000) s cross join lateral jsonb_array_elements(s.state -> 'tokens') t group by 1`;

/** Where the nodes of one version can go in another, those with tokens first. */
export async function migrationChoices(
  ctx: AppContext,
  tx: Tx,
  { fromVersionId, toVersionId, processKey }: { fromVersionId: number; toVersionId: number; processKey: string },
): Promise<(NodeChoice & { tokens: number })[]> {
  const from = await modelOf(ctx, fromVersionId, processKey);
  const to = await modelOf(ctx, toVersionId, processKey);
  const rows = await sql<{ nodeId: string; count: number }>(tx, TOKENS, [fromVersionId, processKey]);
  const tokens = new Map(rows.map(({ nodeId, count }) => [nodeId, count]));
  return nodeChoices(from, to)
    .map((choice) => ({ ...choice, tokens: tokens.get(choice.nodeId) ?? 0 }))
    .sort((a, b) => b.tokens - a.tokens);
}
