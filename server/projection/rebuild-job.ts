import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { enqueue } from "../jobs/enqueue.ts";
import type { Job, JobTools } from "../jobs/job.ts";
import { countRecords, rebuildProjection } from "./rebuild.ts";

/** Kind of the job that writes projection rows anew. */
export const REBUILD_JOB = "rebuild-projection";

interface RebuildPayload {
  definitionKey: string;
  /** Short keys of the record types to rebuild. */
  types: string[];
}

/** Puts the job; `accountId` is who may watch it. @returns its id. */
export function enqueueRebuild(
  tx: Tx,
  definitionKey: string,
  types: readonly ResolvedRecordType[],
  accountId: number | null,
): Promise<string> {
  const payload: RebuildPayload = { definitionKey, types: types.map(({ shortKey }) => shortKey) };
  return enqueue(tx, REBUILD_JOB, payload, { accountId });
}

/** Rebuilds the named record types as they are live now; running again does no harm. */
export async function runRebuild({ payload }: Job<RebuildPayload>, tools: JobTools): Promise<{ records: number }> {
  const { ctx } = tools;
  await ctx.definitions.reload();
  const { definitionKey } = payload;
  const types = payload.types.map((type) => ctx.definitions.recordType({ definitionKey, type }));
  const counts = await inTransaction(ctx, "system", async (tx) => {
    const found: number[] = [];
    for (const type of types) found.push(await countRecords(tx, type));
    return found;
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (const [at, type] of types.entries()) {
    if (tools.cancelled()) break;
    const count = counts[at] as number;
    await rebuildProjection(ctx.db.owner, type, async (done) => {
      await tools.progress(before + Math.min(done, count), total);
      return !tools.cancelled();
    });
    before += count;
  }
  return { records: before };
}
