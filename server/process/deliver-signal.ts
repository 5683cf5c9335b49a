import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import type { Job } from "../jobs/job.ts";
import { applyUnlessPast } from "./fire-timer.ts";

/**
 * Hands a signal to every instance that waits for it, each in a transaction of its own; the one that threw it has had it
 * already. Repeated after a crash, an instance that has gone on since waits for nothing and is passed over.
 */
export async function deliverSignal(
  job: Job<{ signal: string; instanceId: string }>,
  { ctx }: { ctx: AppContext },
): Promise<{ delivered: number }> {
  const { signal, instanceId } = job.payload;
  const waiting = await inTransaction(ctx, "system", (tx) =>
    sql<{ instance_id: string; ids: string[] }>(
      tx,
      `select instance_id, array_agg(subscription_id) as ids from process_subscription
       where kind = 'signal' and message = $1 and instance_id <> $2 group by instance_id order by instance_id`,
      [signal, instanceId],
    ),
  );
  let delivered = 0;
  for (const { instance_id, ids } of waiting) {
    const done = await applyUnlessPast(ctx, instance_id, { type: "broadcastSignal", signal }, ({ state }) =>
      state.subscriptions.some(({ id }) => ids.includes(id)),
    );
    if (done) delivered += 1;
  }
  return { delivered };
}
