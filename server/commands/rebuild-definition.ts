import { listRecordTypes } from "../../engine/definition/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { enqueueRebuild } from "../projection/rebuild-job.ts";
import type { Requester } from "./requester.ts";

/**
 * Has the projections of every record type of a definition written anew by a job.
 * @returns the id of the job.
 * @throws AppError 404 for a definition that is not live.
 */
export async function rebuildDefinition(ctx: AppContext, { subject, actor }: Requester, key: string): Promise<string> {
  const { pkg } = ctx.definitions.live(key);
  const types = listRecordTypes(pkg).map(({ key: type }) =>
    ctx.definitions.recordType({ definitionKey: key, type: type.slice(type.indexOf("/") + 1) }),
  );
  return inTransaction(ctx, subject, async (tx) => {
    const jobId = await enqueueRebuild(tx, key, types, subject.accountId);
    await audit(tx, actor, { action: "definition.rebuild", target: `definition:${key}`, detail: { jobId } });
    return jobId;
  });
}
