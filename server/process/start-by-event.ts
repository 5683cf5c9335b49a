import { audit, systemActor } from "../audit/audit.ts";
import type { Requester } from "../commands/requester.ts";
import { startRecord } from "../commands/start-record.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { type EventStart, endsChain, eventStarts, type Thrower, type ThrownEvent, throwerOf } from "./event-starts.ts";
import { namedUuid } from "./named-uuid.ts";
import { subjectOfAccount } from "./people.ts";
import { tellAccounts } from "./tell.ts";

interface Throwing {
  thrower: Thrower;
  requester: Requester | undefined;
  endless: boolean;
}

function throwingOf(ctx: AppContext, instanceId: string): Promise<Throwing | undefined> {
  return inTransaction(ctx, "system", async (tx) => {
    const thrower = await throwerOf(tx, instanceId);
    if (!thrower) return undefined;
    const { accountId } = thrower;
    const subject = await subjectOfAccount(ctx, tx, accountId);
    const actor = subject && { ...systemActor, accountId, orgUnitId: subject.orgUnitId };
    const requester = subject && actor && { subject, actor };
    return { thrower, requester, endless: await endsChain(tx, instanceId) };
  });
}

/** @throws AppError with the reason why it is not started. */
function start(ctx: AppContext, throwing: Throwing, event: ThrownEvent, jobId: string, at: EventStart) {
  const { requester, endless } = throwing;
  if (!requester) throw new AppError(403, "account-disabled", "发起人的账号已停用，不能以其名义发起。");
  if (endless) {
    throw new AppError(422, "start-chain-too-long", "流程之间一个接一个相互发起，已超过 10 层，请检查流程的开始事件。");
  }
  const recordId = namedUuid(jobId, "start", at.recordType, at.nodeId);
  return startRecord(ctx, requester, { ...at, recordId, event });
}

/** A start that is refused keeps nothing else from starting; the audit trail and whoever threw the event are told. */
async function refuse(
  ctx: AppContext,
  { thrower, requester }: Throwing,
  event: ThrownEvent,
  { recordType, title }: EventStart,
  error: AppError,
): Promise<void> {
  await inTransaction(ctx, "system", async (tx) => {
    const detail = { recordType, ...event, code: error.code };
    const target = `process/${event.thrownBy}`;
    await audit(tx, requester?.actor ?? systemActor, {
      action: "process.startRefused",
      target,
      result: "denied",
      detail,
    });
    const what = `“${thrower.title}”没能自动发起“${title}”`;
    const notice = { kind: "startRefused", title: what, body: error.message, link: `/records/${thrower.recordId}` };
    await tellAccounts(tx, [thrower.accountId], { ...notice, sender: null, at: ctx.now().toISOString() });
  });
}

/**
 * Starts a record's process wherever a published one begins with the event, in the name and for the unit of whoever started
 * the instance that threw it, and as far as he may file such a record. Delivered again by the same job, each is started
 * once.
 * @returns how many were started by this delivery.
 */
export async function startByEvent(ctx: AppContext, event: ThrownEvent, jobId: string): Promise<number> {
  const starts = await eventStarts(ctx, event, ctx.now().toISOString());
  const throwing = starts.length > 0 ? await throwingOf(ctx, event.thrownBy) : undefined;
  if (!throwing) return 0;
  let started = 0;
  for (const each of starts) {
    try {
      if (await start(ctx, throwing, event, jobId, each)) started += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await refuse(ctx, throwing, event, each, error);
    }
  }
  return started;
}
