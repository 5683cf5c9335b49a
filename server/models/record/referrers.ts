import { fieldAccess } from "../../../engine/access/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { catalogFor } from "../../projection/catalog.ts";
import { quoted } from "../../query/sql-type.ts";
import { compiledOf } from "./compiled.ts";
import { readableAmong } from "./lists.ts";

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
}

const REFERRING = `from record_reference ref join record r on r.id = ref.from_record_id
  where ref.to_record_id = $1 and r.cancelled_at is null and r.id <> $1`;

/** More than anybody looks through. */
const most = 10_000;

/** Keeps what the subject may read: a scope shows rows of his division, his rights say of which types and which of them. */
async function readableOf(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  found: readonly Found[],
): Promise<(row: Found) => boolean> {
  const readable = new Set<string>();
  for (const type of new Set(found.map(({ record_type }) => record_type))) {
    const ids = found.filter(({ record_type }) => record_type === type).map(({ id }) => id);
    const allowed = await readableAmong(ctx, tx, subject, ctx.definitions.recordType(type), ids);
    for (const id of allowed) readable.add(id);
  }
  return ({ id }) => readable.has(id);
}

/** Live records that refer to this one and that the subject may read, newest first. */
export async function referrersOf(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  recordId: string,
  { limit = 50, offset = 0 }: { limit?: number; offset?: number } = {},
): Promise<{ total: number; rows: Referrer[] }> {
  const text = `select r.id, r.record_type, ref.field ${REFERRING} order by r.created_at desc limit ${most}`;
  const found = await sql<Found>(tx, text, [recordId]);
  const readable = found.filter(await readableOf(ctx, tx, subject, found));
  const page = readable.slice(offset, offset + limit);
  const titles = await titlesOf(
    ctx,
    tx,
    page.map(({ id, record_type }) => ({ id, recordType: record_type })),
  );
  const rows = page.map(({ id, record_type, field }) => {
    const type = ctx.definitions.recordType(record_type);
    const isHidden = fieldAccess(compiledOf(type).policy, subject).hidden.includes(type.recordType.titleField);
    const title = isHidden ? null : (titles.get(id) ?? null);
    return { id, recordType: record_type, field, title, typeTitle: type.title };
  });
  return { total: readable.length, rows };
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
