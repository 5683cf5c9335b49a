import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { enqueue } from "../jobs/enqueue.ts";
import type { Job } from "../jobs/job.ts";
import { applyUnlessPast } from "./apply-later.ts";
import { namedUuid } from "./named-uuid.ts";
import { reportIncident } from "./report-incident.ts";
import { MESSAGE_JOB } from "./rows.ts";
import { startByEvent } from "./start-by-event.ts";

interface Delivery {
  message: string;
  correlationKey?: string;
  /** The instance that threw it. */
  thrownBy?: string;
  /** Only for this one: held while it was suspended, or tried again after an incident. */
  instanceId?: string;
}

/** The job that keeps a message for a suspended instance; named, so that it is kept once. */
export const heldMessageId = (instanceId: string, subscriptionId: string): string =>
  namedUuid(instanceId, "held-message", subscriptionId);

async function hold(tx: Tx, delivery: Delivery, instanceId: string, subscriptionId: string): Promise<void> {
  const options = { id: heldMessageId(instanceId, subscriptionId), runAt: "infinity" };
  await enqueue(tx, MESSAGE_JOB, { ...delivery, instanceId }, options);
}

async function deliver(ctx: AppContext, delivery: Delivery, instanceId: string, id: string): Promise<boolean> {
  const { message: name, correlationKey } = delivery;
  const key = correlationKey === undefined ? {} : { correlationKey };
  try {
    return await applyUnlessPast(ctx, {
      instanceId,
      command: { type: "publishMessage", name, subscriptionId: id, ...key },
      waits: ({ state }) => state.subscriptions.some((subscription) => subscription.id === id),
      hold: (tx) => hold(tx, delivery, instanceId, id),
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // One instance that cannot go on must not keep the message from the others.
    await reportIncident(ctx, {
      instanceId,
      kind: "message",
      wait: { message: { name, ...key }, subscription: id },
      error,
    });
    return false;
  }
}

/**
 * Hands a message to every instance that waits for it, and starts the processes that begin with it; one that came too late
 * for an instance is no fault.
 */
export async function deliverMessage(
  job: Job<Delivery>,
  { ctx }: { ctx: AppContext },
): Promise<{ delivered: number; started: number }> {
  const { message, correlationKey, thrownBy, instanceId } = job.payload;
  const waiting = await inTransaction(ctx, "system", (tx) =>
    sql<{ instance_id: string; subscription_id: string }>(
      tx,
      `select instance_id, subscription_id from process_subscription
       where kind = 'message' and message = $1 and (correlation_key is null or correlation_key = $2)
         and ($3::uuid is null or instance_id = $3) order by instance_id`,
      [message, correlationKey ?? null, instanceId ?? null],
    ),
  );
  let delivered = 0;
  for (const { instance_id, subscription_id } of waiting) {
    if (await deliver(ctx, job.payload, instance_id, subscription_id)) delivered += 1;
  }
  // What is held for one instance was given to all others, and to what it begins, before.
  if (thrownBy === undefined || instanceId !== undefined) return { delivered, started: 0 };
  const thrown = { kind: "message" as const, name: message, thrownBy };
  const started = await startByEvent(ctx, { ...thrown, ...(correlationKey && { correlationKey }) }, job.id);
  return { delivered, started };
}
