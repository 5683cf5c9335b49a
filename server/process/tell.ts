import { sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { Notice } from "./notices.ts";
import { INSERT_NOTIFICATIONS } from "./step-statements.ts";

/** Tells accounts something about a task. */
export function tellAccounts(
  tx: Tx,
  accounts: readonly number[],
  notice: Pick<Notice, "kind" | "title" | "link" | "sender" | "at"> & { body?: string | null },
): Promise<void> {
  const to = [...new Set(accounts)].map((account) => ({ unit: null, role: null, account }));
  return tell(
    tx,
    to.map((each): Notice => ({ body: null, ...notice, ...each, id: uuidv7(Date.parse(notice.at)) })),
  );
}

/** Writes notifications. */
export async function tell(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  await sql(tx, INSERT_NOTIFICATIONS.replaceAll("$$", "$1"), [JSON.stringify(notices)]);
}
