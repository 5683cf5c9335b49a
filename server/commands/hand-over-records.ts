import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { findAccount } from "../models/find-accounts.ts";
import { recordEvent } from "../models/record/events.ts";
import { type Estate, estatesOf } from "../models/record/inherited.ts";
import { refreshProjection } from "../projection/refresh.ts";
import { managedAccount } from "./managed-account.ts";
import type { Requester } from "./requester.ts";

/** Which unit's records go to whom. */
export interface HandOver {
  unitId: number;
  to: number;
}

const MOVE = `
  update record set created_by = $3
  where created_by = $1 and org_unit_id = $2 and record_type = any($4::text[]) and cancelled_at is null
  returning id, coalesce(working_revision_id, in_force_revision_id) as "revisionId"`;

const refuse = (pointer: string, message: string) =>
  new AppError(422, "hand-over-refused", message, { errors: [{ pointer, message }] });

/** What an account left behind, for whoever manages accounts. @throws AppError 403, 404. */
export function showEstates(ctx: AppContext, { subject }: Requester, accountId: number): Promise<Estate[]> {
  return inTransaction(ctx, subject, async (tx) => {
    await findAccount(tx, subject, accountId);
    return estatesOf(ctx, tx, accountId);
  });
}

function chosen(estates: readonly Estate[], { unitId, to }: HandOver): Estate {
  const estate = estates.find(({ unit }) => unit.id === unitId);
  if (!estate) {
    throw refuse("/unitId", "这个账号在该单位没有需要移交的记录；账号停用或调离本单位后才能移交。");
  }
  if (!estate.heirs.some(({ id }) => id === to)) {
    throw refuse("/to", "接手的账号应属于记录所在的单位、正常使用并有填报权限，请另选一个账号。");
  }
  return estate;
}

async function move(
  ctx: AppContext,
  tx: Tx,
  { actor }: Requester,
  from: { id: number; name: string },
  { unitId, to, estate }: HandOver & { estate: Estate },
): Promise<number> {
  const keys = estate.types.map(({ recordType }) => recordType);
  const moved = await sql<{ id: string; revisionId: string }>(tx, MOVE, [from.id, unitId, to, keys]);
  const heir = estate.heirs.find(({ id }) => id === to);
  const at = ctx.now().toISOString();
  for (const { id, revisionId } of moved) {
    const opinion = `由“${from.name}”移交给“${heir?.name ?? ""}”`;
    await recordEvent(tx, id, actor, { revisionId, kind: "keeperChanged", at, opinion, detail: { from: from.id, to } });
    await refreshProjection(ctx, tx, id);
  }
  return moved.length;
}

/**
 * Gives the records of one unit that an account can no longer keep to another account of that unit; each says so in its
 * history.
 * @throws AppError 403, 404, 422.
 */
export function handOverRecords(
  ctx: AppContext,
  requester: Requester,
  accountId: number,
  given: HandOver,
): Promise<{ moved: number }> {
  const { subject, actor } = requester;
  return inTransaction(ctx, subject, async (tx) => {
    const from = await managedAccount(ctx, tx, subject, accountId);
    const estate = chosen(await estatesOf(ctx, tx, accountId), given);
    const moved = await move(ctx, tx, requester, from, { ...given, estate });
    await audit(tx, actor, {
      action: "record.hand-over",
      target: `account:${accountId}`,
      detail: { ...given, moved, types: estate.types.map(({ recordType }) => recordType) },
    });
    return { moved };
  });
}
