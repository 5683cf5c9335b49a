import { divisionRange } from "../../engine/access/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { modelOf } from "../process/models.ts";
import { MOVE_JOB } from "../process/move-instances.ts";
import type { Requester } from "./requester.ts";

/** Which running instances go where. */
export interface MigrationRequest {
  definitionKey: string;
  processKey: string;
  /** Left out: those of every other version. */
  fromVersionId?: number;
  toVersionId: number;
  mapping?: Record<string, string>;
  dryRun: boolean;
  reason?: string;
}

const INSERT = `
  insert into process_migration (id, definition_id, process_key, from_version_id, to_version_id, mapping, dry_run, reason,
    org_unit_id, created_by, created_at, job_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

async function check(ctx: AppContext, request: MigrationRequest): Promise<number> {
  const { definitionKey, processKey, fromVersionId, toVersionId, mapping = {} } = request;
  const target = await ctx.definitions.byVersion(toVersionId);
  const source = fromVersionId === undefined ? target : await ctx.definitions.byVersion(fromVersionId);
  if (target.key !== definitionKey || source.key !== definitionKey) {
    throw new AppError(422, "other-definition", "只能在同一个定义的版本之间迁移，请重新选择版本。");
  }
  if (fromVersionId === toVersionId) throw new AppError(422, "same-version", "原版本与目标版本相同，请另选版本。");
  const model = await modelOf(ctx, toVersionId, processKey);
  const unknown = Object.values(mapping).find((nodeId) => !model.nodes[nodeId]);
  if (unknown !== undefined) {
    throw new AppError(422, "unknown-node", `目标版本的流程中没有编号为“${unknown}”的节点，请重新选择。`);
  }
  return target.definitionId;
}

/** Starts taking running instances over to another version, or trying whether they could, as a job. @throws AppError 422. */
export async function migrateProcesses(
  ctx: AppContext,
  { subject, actor }: Requester,
  request: MigrationRequest,
): Promise<{ id: string; jobId: string }> {
  if (!request.dryRun && !request.reason?.trim()) {
    const message = "请填写迁移的原因";
    throw new AppError(422, "reason-required", `${message}。`, { errors: [{ pointer: "/reason", message }] });
  }
  const definitionId = await check(ctx, request);
  return inTransaction(ctx, subject, async (tx) => {
    const at = ctx.now();
    const id = uuidv7(at.getTime());
    const { from, to } = divisionRange(subject.divisionCode);
    const payload = { migrationId: id, from, to };
    const jobId = await enqueue(tx, MOVE_JOB, payload, { accountId: subject.accountId, runAt: at.toISOString() });
    const { processKey, fromVersionId = null, toVersionId, mapping = {}, dryRun, reason } = request;
    await sql(tx, INSERT, [
      ...[id, definitionId, processKey, fromVersionId, toVersionId, JSON.stringify(mapping), dryRun],
      ...[reason?.trim() || null, subject.orgUnitId, subject.accountId, at.toISOString(), jobId],
    ]);
    await audit(tx, actor, {
      action: dryRun ? "process.migration-preview" : "process.migration",
      target: `process-migration/${id}`,
      detail: { ...request },
    });
    return { id, jobId };
  });
}
