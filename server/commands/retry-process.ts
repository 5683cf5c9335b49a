import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { tellHistory } from "../process/administration.ts";
import { finishStep } from "../process/after-step.ts";
import type { IncidentKind } from "../process/incident.ts";
import { openIncidents } from "../process/incident-rows.ts";
import { type Instance, lockInstance, stepOf } from "../process/instance.ts";
import { retried } from "../process/repair.ts";
import { timerJobId } from "../process/rows.ts";
import { settleIncidents } from "../process/settle-incidents.ts";
import { advance } from "../process/step.ts";
import type { Requester } from "./requester.ts";

const RETRIED: readonly IncidentKind[] = ["job", "timer", "message"];

const FIRE_AGAIN = `
  update job set state = 'ready', attempts = 0, error = null, finished_at = null, run_at = $2 where id = $1`;

async function tryAgain(ctx: AppContext, tx: Tx, { actor }: Requester, instance: Instance): Promise<void> {
  const at = ctx.now().toISOString();
  const incident = (await openIncidents(tx, instance.id)).findLast(({ kind }) => RETRIED.includes(kind));
  const { job, timer } = incident?.waits ?? {};
  if (incident && job !== undefined) {
    const step = advance(await stepOf(ctx, instance, at), { type: "retryJob", jobId: job });
    await finishStep(ctx, tx, instance, step, actor);
  } else if (incident && timer !== undefined) {
    await sql(tx, FIRE_AGAIN, [timerJobId(instance.id, timer), at]);
    await settleIncidents(tx, instance.id, { solved: [incident.id], at, by: actor.accountId });
  } else if (incident?.kind === "message") {
    // Refused again it is the incident there is, not one more.
    const { instanceId: _kept, ...step } = await stepOf(ctx, instance, at);
    await finishStep(ctx, tx, instance, retried(step, incident), actor);
    await settleIncidents(tx, instance.id, { solved: [incident.id], at, by: actor.accountId });
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
    await tellHistory(tx, requester, id, { kind: "retry", at: ctx.now().toISOString() });
    const { incident } = instance;
    await audit(tx, requester.actor, { action: "process.retry", target: `process/${id}`, detail: { incident } });
  });
}
