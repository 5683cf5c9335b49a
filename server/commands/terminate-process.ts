import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { lockForAdministrator, tellHistory, tellStarter } from "../process/administration.ts";
import { finishStep } from "../process/after-step.ts";
import { stepOf } from "../process/instance.ts";
import { advance } from "../process/step.ts";
import type { Requester } from "./requester.ts";

/**
 * Ends an instance by an administrator's decision: its tasks, timers and jobs are cancelled, and what was under review
 * goes back to its filler, who may submit it again; a cancelling that was under review is refused.
 * @throws AppError 404 out of scope, 409 when it has ended already.
 */
export async function terminateProcess(
  ctx: AppContext,
  requester: Requester,
  id: string,
  reason: string,
): Promise<void> {
  await inTransaction(ctx, requester.subject, async (tx) => {
    const instance = await lockForAdministrator(tx, id);
    const at = ctx.now().toISOString();
    const step = advance(await stepOf(ctx, instance, at), { type: "terminate" });
    await tellHistory(tx, requester, id, { kind: "terminate", at, reason });
    await finishStep(ctx, tx, instance, step, { ...requester.actor, opinion: reason });
    await tellStarter(tx, requester, instance, { what: "已被管理员终止", reason, at });
    const detail = { reason, recordId: instance.recordId };
    await audit(tx, requester.actor, { action: "process.terminate", target: `process/${id}`, detail });
  });
}
