import type { FormError } from "../../engine/form/index.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { referencesOf } from "../models/record/references.ts";
import { officialRows, type RowReference, rowLabelKey, rowReferencesOf } from "../models/record/row-choices.ts";

type Data = Record<string, unknown>;

/** What the rows of other records that the data names are called, and which of them are no longer there. */
export interface ChosenRows {
  labels: Record<string, string>;
  lost: RowReference[];
}

/** Looks up the rows of other records that the data names. */
export async function chosenRows(
  ctx: AppContext,
  tx: Tx,
  resolved: RegisteredRecordType,
  data: Data,
): Promise<ChosenRows> {
  const chosen = rowReferencesOf(resolved, data);
  const found: ChosenRows = { labels: {}, lost: [] };
  if (chosen.length === 0) return found;
  const wanted = chosen.flatMap(({ record, table }) => (record ? [{ record, table }] : []));
  const offered = await officialRows(ctx, tx, wanted, { evenCancelled: true });
  for (const one of chosen) {
    const rows = one.record ? offered({ record: one.record, table: one.table }) : [];
    const label = rows.find(({ value }) => value === one.row)?.label;
    if (label === undefined) found.lost.push(one);
    found.labels[rowLabelKey(one)] = label ?? "（已失效）";
  }
  return found;
}

/** What the data refers to and is no longer there to be referred to, each at its field with the way out. */
export function brokenReferences(
  resolved: RegisteredRecordType,
  data: Data,
  gone: readonly string[],
  { lost }: Pick<ChosenRows, "lost">,
): FormError[] {
  const cancelled = referencesOf(resolved, data).filter(({ id }) => gone.includes(id.toLowerCase()));
  const at = (message: string) => (place: { pointer: string; title: string }) => ({
    ...{ pointer: place.pointer, title: place.title, keyword: "reference", message },
  });
  return [
    ...cancelled.map(at("引用的记录已取消，请另选一条")),
    ...lost.map(at("所选的一项已不在对方的正式数据里，请重新选择")),
  ];
}
