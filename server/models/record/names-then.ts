import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { titleOf } from "./title.ts";

/** A division or a record, and a moment. */
export interface ThenTarget {
  id: string;
  at: string;
  /** The record's type; none: a division. */
  recordType?: string;
}

// What the division was called until the first change after that moment.
const DIVISION_THEN = `
  select w.n, c.old_name as name from jsonb_to_recordset($1::jsonb) as w(n int, id text, at timestamptz)
  cross join lateral (select old_name from division_change c where c.code = w.id and c.kind = 'renamed' and c.at > w.at
    order by c.at, c.id limit 1) c`;

// From the revision itself: a projection keeps only the latest and the official one.
const RECORD_THEN = `
  select w.n, rev.data -> w.field as value
  from jsonb_to_recordset($1::jsonb) as w(n int, id uuid, at timestamptz, field text)
  cross join lateral (select v.data from record_revision v where v.record_id = w.id and v.in_force_at <= w.at
    order by v.in_force_at desc limit 1) rev`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const keyOf = ({ recordType, id, at }: ThenTarget): string => `${recordType ?? ""} ${id} ${at}`;

/**
 * What divisions and records were called at a moment; nothing is said of those that are called the same today, had no
 * official name yet, or are out of the reader's scope.
 */
export async function namesThen(
  { definitions }: Pick<AppContext, "definitions">,
  tx: Tx,
  targets: readonly ThenTarget[],
): Promise<(target: ThenTarget) => string | undefined> {
  const wanted = [...new Map(targets.map((target) => [keyOf(target), target])).values()];
  const found = new Map<string, string>();
  const keep = (n: number, name: string | null) => name !== null && found.set(keyOf(wanted[n] as ThenTarget), name);
  const divisions = wanted.flatMap(({ recordType, id, at }, n) => (recordType ? [] : [{ n, id, at }]));
  if (divisions.length > 0) {
    const rows = await sql<{ n: number; name: string | null }>(tx, DIVISION_THEN, [JSON.stringify(divisions)]);
    for (const { n, name } of rows) keep(n, name);
  }
  const records = wanted.flatMap(({ recordType, id, at }, n) => {
    if (!recordType || !uuid.test(id)) return [];
    const type = definitions.recordType(recordType);
    return [{ n, id, at, field: type.recordType.titleField, type }];
  });
  if (records.length > 0) {
    const asked = records.map(({ type, ...one }) => one);
    const rows = await sql<{ n: number; value: unknown }>(tx, RECORD_THEN, [JSON.stringify(asked)]);
    for (const { n, value } of rows) {
      const { type, field } = records.find((one) => one.n === n) as (typeof records)[number];
      keep(n, titleOf(type, { [field]: value }));
    }
  }
  return (target) => found.get(keyOf(target));
}
