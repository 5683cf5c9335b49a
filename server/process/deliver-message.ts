import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import type { Job } from "../jobs/job.ts";
import { applyUnlessPast } from "./fire-timer.ts";

/** Hands a message to every instance that waits for it; one that came too late for an instance is no fault. */
export async function deliverMessage(
  job: Job<{ message: string; correlationKey?: string }>,
  { ctx }: { ctx: AppContext },
): Promise<{ delivered: number }> {
  const { message, correlationKey } = job.payload;
  const waiting = await inTransaction(ctx, "system", (tx) =>
    sql<{ instance_id: string; subscription_id: string }>(
      tx,
      `select instance_id, subscription_id from process_subscription
       where kind = 'message' and message = $1 and (correlation_key is null or correlation_key = $2) order by instance_id`,
      [message, correlationKey ?? null],
    ),
  );
  let delivered = 0;
  for (const { instance_id, subscription_id } of waiting) {
    const key = correlationKey === undefined ? {} : { correlationKey };
    const command = { type: "publishMessage" as const, name: message, subscriptionId: subscription_id, ...key };
    const done = await applyUnlessPast(ctx, instance_id, command, ({ state }) =>
      state.subscriptions.some((subscription) => subscription.id === subscription_id),
    );
    if (done) delivered += 1;
  }
  return { delivered };
}
