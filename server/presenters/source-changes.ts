import { type FormError, fieldAt, hasDerived } from "../../engine/form/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { LoadedRecord } from "../models/record/loaded-record.ts";

const read = `select pointer, was, is_now as "isNow" from source_change where record_id = $1 order by pointer`;

const shown = (text: string | null) => text ?? "（空）";

/** What an official record took from others and they say differently since, each at its field with the way out. */
export async function sourceChanges(tx: Tx, { latest, resolved, status }: LoadedRecord): Promise<FormError[]> {
  if (status !== "inForce" || !hasDerived(resolved.schema)) return [];
  const rows = await sql<{ pointer: string; was: string | null; isNow: string | null }>(tx, read, [latest.record_id]);
  return rows.map(({ pointer, was, isNow }) => ({
    pointer,
    title: fieldAt(resolved.schema, pointer).title,
    keyword: "source",
    message: `来源现为“${shown(isNow)}”，本表仍为“${shown(was)}”，请核对后发起变更`,
  }));
}
