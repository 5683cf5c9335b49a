import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { catalogFor } from "../../projection/catalog.ts";
import { quoted } from "../../query/sql-type.ts";

/** A record that refers to another. */
export interface Referrer {
  id: string;
  recordType: string;
  typeTitle: string;
  field: string;
  title: string | null;
}

interface Found {
  id: string;
  record_type: string;
  field: string;
  total: number;
}

/** Live records within scope that refer to this one, newest first. */
export async function referrersOf(
  ctx: AppContext,
  tx: Tx,
  recordId: string,
  { limit = 50, offset = 0 }: { limit?: number; offset?: number } = {},
): Promise<{ total: number; rows: Referrer[] }> {
  const found = await sql<Found>(
    tx,
    `select r.id, r.record_type, ref.field, count(*) over ()::int as total
     from record_reference ref join record r on r.id = ref.from_record_id
     where ref.to_record_id = $1 and r.cancelled_at is null and r.id <> $1
     order by r.created_at desc limit $2 offset $3`,
    [recordId, limit, offset],
  );
  const titles = await titlesOf(
    ctx,
    tx,
    found.map(({ id, record_type }) => ({ id, recordType: record_type })),
  );
  const rows = found.map(({ id, record_type, field }) => ({
    ...{ id, recordType: record_type, field, title: titles.get(id) ?? null },
    typeTitle: ctx.definitions.recordType(record_type).title,
  }));
  return { total: found[0]?.total ?? 0, rows };
}

/** Titles of visible records of any types, by id, in one round trip. */
export async function titlesOf(
  ctx: Pick<AppContext, "db">,
  tx: Tx,
  records: readonly { id: string; recordType: string }[],
): Promise<Map<string, string>> {
  const types = [...new Set(records.map(({ recordType }) => recordType))];
  const tables: { type: string; table: string }[] = [];
  for (const type of types) {
    const table = (await catalogFor(ctx.db, tx, type)).get(type)?.table;
    if (table) tables.push({ type, table });
  }
  if (tables.length === 0) return new Map();
  const values = tables.map(({ type }) => records.filter(({ recordType }) => recordType === type).map(({ id }) => id));
  const parts = tables.map(
    ({ table }, at) =>
      `select record_id as id, title from ${quoted(table)} where is_latest and record_id = any($${at + 1}::uuid[])`,
  );
  const rows = await sql<{ id: string; title: string | null }>(tx, parts.join(" union all "), values);
  return new Map(rows.flatMap(({ id, title }) => (title === null ? [] : [[id, title]])));
}
