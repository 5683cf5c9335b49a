import { sql, type Tx } from "../database/transaction.ts";

const key = "definitions.revision";

/** Makes publications take turns, over all processes, until the transaction ends. */
export async function lockRevision(tx: Tx): Promise<void> {
  await sql(tx, "select value from setting where key = $1 for update", [key]);
}

/** Tells every process, once the transaction is committed, that something was published. */
export async function advanceRevision(tx: Tx): Promise<void> {
  await sql(tx, "update setting set value = to_jsonb(value::int + 1) where key = $1", [key]);
}

/** How often something was published so far. */
export async function readRevision(tx: Tx): Promise<number> {
  const [row] = await sql<{ value: number }>(tx, "select value from setting where key = $1", [key]);
  return row?.value ?? 0;
}
