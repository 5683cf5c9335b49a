import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { finishStep } from "../process/after-step.ts";
import { type Instance, lockInstance, stepOf } from "../process/instance.ts";
import { timerJobId } from "../process/rows.ts";
import { advance } from "../process/step.ts";
import type { Requester } from "./requester.ts";

const FIRE_AGAIN = `
  with again as (
    update job set state = 'ready', attempts = 0, error = null, finished_at = null, run_at = $2 where id = $1
  )
  update process_instance set status = 'active', incident = null where id = $3`;

async function tryAgain(ctx: AppContext, tx: Tx, { actor }: Requester, instance: Instance): Promise<void> {
  const { jobId, timerId } = instance.incident ?? {};
  const at = ctx.now().toISOString();
  if (jobId !== undefined) {
    const step = advance(await stepOf(ctx, instance, at), { type: "retryJob", jobId });
    await finishStep(ctx, tx, instance, step, actor);
  } else if (timerId !== undefined) {
    await sql(tx, FIRE_AGAIN, [timerJobId(instance.id, timerId), at, instance.id]);
  } else {
    const detail = instance.incident
      ? `${instance.incident.message}这不是后台处理的故障，不能重试。`
      : "这个流程没有停住的后台处理，无需重试。";
    throw new AppError(409, "nothing-to-retry", detail);
  }
}

/**
 * Lets the background work that an instance is stuck at run once more, after its fault was looked at.
 * @throws AppError 404 out of scope, 409 where no background work failed.
 */
export async function retryProcess(ctx: AppContext, requester: Requester, id: string): Promise<void> {
  await inTransaction(ctx, requester.subject, async (tx) => {
    const instance = await lockInstance(tx, id);
    if (!instance) throw new AppError(404, "unknown-process", "没有找到这个流程，或它不在您的管辖范围内。");
    await tryAgain(ctx, tx, requester, instance);
    const { incident } = instance;
    await audit(tx, requester.actor, { action: "process.retry", target: `process/${id}`, detail: { incident } });
  });
}
