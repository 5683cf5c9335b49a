import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inReadTransaction, inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { lockForAdministrator, tellHistory } from "../process/administration.ts";
import { finishStep } from "../process/after-step.ts";
import { openIncidents } from "../process/incident-rows.ts";
import { INSTANCE_COLUMNS, type Instance, stepOf } from "../process/instance.ts";
import { type RepairAction, repaired } from "../process/repair.ts";
import { settle } from "../process/settle.ts";
import { settleIncidents } from "../process/settle-incidents.ts";
import { outcomeOf, type StepOutcome } from "../process/step-outcome.ts";
import { assignTask } from "./assign-task.ts";
import type { Requester } from "./requester.ts";

/** What an administrator wants done to an instance. */
export interface Repair {
  actions: RepairAction[];
  reason: string;
  /** The instance as it was previewed. */
  lockVersion?: number;
}

const READ = `select ${INSTANCE_COLUMNS} from process_instance i join record r on r.id = i.record_id where i.id = $1`;

/**
 * Works out what a repair would do, without doing it.
 * @throws AppError 404 out of scope, 409 or 422 with the reason why it cannot be done.
 */
export function previewRepair(
  ctx: AppContext,
  { subject }: Requester,
  id: string,
  actions: readonly RepairAction[],
): Promise<StepOutcome & { lockVersion: number }> {
  return inReadTransaction(ctx, subject, async (tx) => {
    const [instance] = await sql<Instance>(tx, READ, [id]);
    if (!instance) throw new AppError(404, "unknown-process", "没有找到这个流程，或它不在您的管辖范围内。");
    const { instanceId: _kept, ...step } = await stepOf(ctx, instance, ctx.now().toISOString());
    const after = repaired(step, actions, await openIncidents(tx, id));
    const settled = await settle({ ctx, tx, instance, step: after, accountId: subject.accountId, opening: undefined });
    return { ...(await outcomeOf(ctx, tx, instance, settled)), lockVersion: instance.lockVersion ?? 0 };
  });
}

function requireVersion(instance: Instance, lockVersion: number | undefined): void {
  if (lockVersion === undefined || lockVersion === instance.lockVersion) return;
  throw new AppError(409, "stale-process", "流程在您预览之后有变动，请重新预览后再确认。");
}

/** What of the actions is not the engine's: people and what is marked as solved. */
async function applyRest(
  { ctx, tx }: { ctx: AppContext; tx: Tx },
  requester: Requester,
  instance: Instance,
  actions: readonly RepairAction[],
  at: string,
): Promise<string[]> {
  const solved: string[] = [];
  for (const action of actions) {
    // Done once more without a fault, it is solved, whatever the instance goes on waiting for.
    if (action.type === "resolve" || action.type === "retry") solved.push(action.incidentId);
    if (action.type === "assign")
      solved.push(...(await assignTask({ ctx, tx }, requester, instance, { ...action, at })));
  }
  return solved;
}

/**
 * Repairs an instance: variables, tokens, incidents and people, in one transaction.
 * @throws AppError 404 out of scope; 409 when it ended or changed since the preview; 422 where the engine refuses.
 */
export async function repairProcess(
  ctx: AppContext,
  requester: Requester,
  id: string,
  { actions, reason, lockVersion }: Repair,
): Promise<void> {
  await inTransaction(ctx, requester.subject, async (tx) => {
    const instance = await lockForAdministrator(tx, id);
    requireVersion(instance, lockVersion);
    const at = ctx.now().toISOString();
    const { instanceId: _kept, ...step } = await stepOf(ctx, instance, at);
    const after = repaired(step, actions, await openIncidents(tx, id));
    await tellHistory(tx, requester, id, { kind: "repair", at, reason, detail: { actions } });
    await finishStep(ctx, tx, instance, after, { ...requester.actor, opinion: reason });
    const solved = await applyRest({ ctx, tx }, requester, instance, actions, at);
    await settleIncidents(tx, id, { solved, at, by: requester.subject.accountId });
    const detail = { reason, actions, recordId: instance.recordId };
    await audit(tx, requester.actor, { action: "process.repair", target: `process/${id}`, detail });
  });
}
