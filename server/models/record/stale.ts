import { mergeData } from "../../../engine/form/index.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { AppError } from "../../http/problem.ts";
import type { Data } from "./check-data.ts";
import type { LoadedRecord } from "./loaded-record.ts";
import { visibleData } from "./rights.ts";

interface SavedEvent {
  at: string;
  name: string | null;
  detail: { lockVersion: number; before: Data } | null;
}

const savedSince = `
  select e.at, a.name, e.detail from record_event e left join account a on a.id = e.account_id
  where e.record_id = $1 and e.kind in ('saved', 'revised') and (e.detail->>'lockVersion')::int > $2
  order by e.id desc`;

/** What the record held at an older lock version: the later saves undone, newest first. */
function undone(data: Data, events: readonly SavedEvent[]): Data {
  const base = { ...data };
  for (const { detail } of events) {
    for (const [field, value] of Object.entries(detail?.before ?? {})) {
      if (value === null) delete base[field];
      else base[field] = value;
    }
  }
  return base;
}

/**
 * The refusal of a save that was made from an older state: both sides, what they grew from, and a merge to start from,
 * so that nothing typed is lost. Fields hidden from the reader are left out everywhere.
 */
export async function staleRecord(
  tx: Tx,
  { latest }: LoadedRecord,
  mine: Data,
  lockVersion: number,
  hidden: readonly string[],
): Promise<AppError> {
  const events = await sql<SavedEvent>(tx, savedSince, [latest.record_id, lockVersion]);
  const theirs = visibleData(latest.data, hidden);
  const base = visibleData(undone(latest.data, events), hidden);
  const [last] = events;
  const message = `${last?.name ?? "他人"}已先保存了这条记录，您的修改没有覆盖它。请核对两边的内容后再保存，您填写的内容没有丢失。`;
  return new AppError(409, "stale-record", message, {
    mine: visibleData(mine, hidden),
    theirs: {
      data: theirs,
      lockVersion: latest.lock_version,
      by: last?.name ?? null,
      at: last?.at ?? latest.updated_at,
    },
    base,
    merge: mergeData(base, mine, theirs),
  });
}
