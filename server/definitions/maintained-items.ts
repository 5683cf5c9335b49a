import type { MaintainedItem } from "../../engine/definition/index.ts";
import { sql, type Tx } from "../database/transaction.ts";

/** What officers changed of code lists, by list, in the order it was added. */
export async function readMaintainedItems(tx: Tx): Promise<Map<string, MaintainedItem[]>> {
  const rows = await sql<MaintainedItem & { list: string }>(
    tx,
    "select list, code, title, parent, retired from code_list_item order by list, position",
  );
  const lists = new Map<string, MaintainedItem[]>();
  for (const { list, ...item } of rows) lists.set(list, [...(lists.get(list) ?? []), item]);
  return lists;
}

/** Keeps a value as it now is, whether it was delivered or added. */
export async function writeMaintainedItem(
  tx: Tx,
  list: string,
  { code, title, parent, retired }: MaintainedItem,
  accountId: number,
): Promise<void> {
  await sql(
    tx,
    `insert into code_list_item (list, code, title, parent, retired, changed_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (list, code) do update
     set title = excluded.title, parent = excluded.parent, retired = excluded.retired, changed_by = excluded.changed_by,
       changed_at = now()`,
    [list, code, title, parent, retired, accountId],
  );
}
