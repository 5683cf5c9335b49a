import { sql, type Tx } from "../database/transaction.ts";
import type { ApiContext } from "../http/state.ts";

/** Who did it; a job or the start-up acts as `system`. */
export interface Actor {
  accountId: number | null;
  orgUnitId: number | null;
  ip: string | null;
}

/** What was done to what; `detail` must hold no secret and no personal data. */
export interface AuditEntry {
  /** noun.verb, like `record.submit`. */
  action: string;
  target?: string;
  result?: "ok" | "denied" | "failed";
  detail?: Record<string, unknown>;
}

/** The actor of jobs, timers and start-up. */
export const systemActor: Actor = { accountId: null, orgUnitId: null, ip: null };

/** The actor behind a request, anonymous before sign-in. */
export function actorOf(ctx: Pick<ApiContext, "state" | "ip">): Actor {
  const { account } = ctx.state;
  return { accountId: account?.id ?? null, orgUnitId: account?.orgUnitId ?? null, ip: ctx.ip };
}

/** Writes one audit row in the business transaction, so that neither can exist without the other. */
export async function audit(tx: Tx, actor: Actor | ApiContext, entry: AuditEntry): Promise<void> {
  const { accountId, orgUnitId, ip } = "state" in actor ? actorOf(actor) : actor;
  await sql(
    tx,
    `insert into audit_log (account_id, org_unit_id, ip, action, target, result, detail)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      accountId,
      orgUnitId,
      ip,
      entry.action,
      entry.target ?? null,
      entry.result ?? "ok",
      entry.detail === undefined ? null : JSON.stringify(entry.detail),
    ],
  );
}
