import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { enqueue } from "../jobs/enqueue.ts";
import type { Job } from "../jobs/job.ts";
import { applyUnlessPast } from "./apply-later.ts";
import { heldMessageId } from "./deliver-message.ts";
import { reportIncident } from "./report-incident.ts";
import { SIGNAL_JOB } from "./rows.ts";
import { startByEvent } from "./start-by-event.ts";

interface Delivery {
  signal: string;
  /** The instance that threw it, and so has had it already. */
  thrownBy?: string;
  /** Only for this one, which was suspended when the signal came. */
  instanceId?: string;
}

interface Waiting {
  instanceId: string;
  ids: string[];
}

async function deliver(ctx: AppContext, signal: string, { instanceId, ids }: Waiting): Promise<boolean> {
  const [first = ""] = ids;
  try {
    return await applyUnlessPast(ctx, {
      instanceId,
      command: { type: "broadcastSignal", signal },
      waits: ({ state }) => state.subscriptions.some(({ id }) => ids.includes(id)),
      hold: async (tx) => {
        const options = { id: heldMessageId(instanceId, first), runAt: "infinity" };
        await enqueue(tx, SIGNAL_JOB, { signal, instanceId }, options);
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // One instance that cannot go on must not keep the signal from the others.
    await reportIncident(ctx, { instanceId, kind: "message", wait: { signal, subscription: first }, error });
    return false;
  }
}

/**
 * Hands a signal to every instance that waits for it, each in a transaction of its own, and starts the processes that
 * begin with it. Repeated after a crash, an instance that has gone on since waits for it no more and is passed over.
 */
export async function deliverSignal(
  job: Job<Delivery>,
  { ctx }: { ctx: AppContext },
): Promise<{ delivered: number; started: number }> {
  const { signal, thrownBy, instanceId } = job.payload;
  const waiting = await inTransaction(ctx, "system", (tx) =>
    sql<Waiting>(
      tx,
      `select instance_id as "instanceId", array_agg(subscription_id) as ids
       from process_subscription
       where kind = 'signal' and message = $1 and ($2::uuid is null or instance_id <> $2)
         and ($3::uuid is null or instance_id = $3) group by instance_id order by instance_id`,
      [signal, thrownBy ?? null, instanceId ?? null],
    ),
  );
  let delivered = 0;
  for (const each of waiting) if (await deliver(ctx, signal, each)) delivered += 1;
  const begins = thrownBy !== undefined && instanceId === undefined;
  const started = begins ? await startByEvent(ctx, { kind: "signal", name: signal, thrownBy }, job.id) : 0;
  return { delivered, started };
}
