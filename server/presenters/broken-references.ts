import type { FormError } from "../../engine/form/index.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { referencesOf } from "../models/record/references.ts";
import { officialRows, rowLabelKey, rowReferencesOf } from "../models/record/row-choices.ts";

type Data = Record<string, unknown>;

/** Names of the rows of other records that the data names; those no longer offered have none. */
export async function rowLabels(
  ctx: AppContext,
  tx: Tx,
  resolved: RegisteredRecordType,
  data: Data,
): Promise<Record<string, string>> {
  const chosen = rowReferencesOf(resolved, data);
  if (chosen.length === 0) return {};
  const wanted = chosen.flatMap(({ record, table }) => (record ? [{ record, table }] : []));
  const offered = await officialRows(ctx, tx, wanted);
  return Object.fromEntries(
    chosen.flatMap((one) => {
      const rows = one.record ? offered({ record: one.record, table: one.table }) : [];
      const label = rows.find(({ value }) => value === one.row)?.label;
      return label === undefined ? [] : [[rowLabelKey(one), label]];
    }),
  );
}

/** What the data refers to and is no longer there to be referred to, each at its field with the way out. */
export function brokenReferences(
  resolved: RegisteredRecordType,
  data: Data,
  gone: readonly string[],
  rows: Readonly<Record<string, string>>,
): FormError[] {
  const cancelled = referencesOf(resolved, data).filter(({ id }) => gone.includes(id.toLowerCase()));
  const lost = rowReferencesOf(resolved, data).filter(
    (one) => !Object.hasOwn(rows, rowLabelKey(one)) && !cancelled.some(({ id }) => id === one.record),
  );
  const at = (message: string) => (place: { pointer: string; title: string }) => ({
    ...{ pointer: place.pointer, title: place.title, keyword: "reference", message },
  });
  return [
    ...cancelled.map(at("引用的记录已取消，请另选一条")),
    ...lost.map(at("所选的一项已不在对方的正式数据里，请重新选择")),
  ];
}
