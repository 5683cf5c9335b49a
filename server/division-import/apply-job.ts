import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { enqueueDivisionRecords, syncDivisionRecords } from "../division-records/sync-job.ts";
import { type Job, type JobTools, PermanentJobError } from "../jobs/job.ts";
import { applyImport } from "./apply.ts";
import { readImport } from "./store.ts";

/** Kind of the job that makes an imported table the divisions in force. */
export const DIVISION_IMPORT_JOB = "division-import";

async function applyOnce(ctx: AppContext, importId: string, job: Job): Promise<Record<string, number>> {
  return inTransaction(ctx, "system", async (tx) => {
    // Two imports at a time would each compare with what the other is changing.
    await sql(tx, "lock table division in share row exclusive mode");
    const given = await readImport(tx, importId);
    if (given.state === "applied") return (given.result?.counts ?? {}) as Record<string, number>;
    if (given.state !== "scheduled") throw new PermanentJobError("这次区划导入已作废，没有改动任何区划。");
    const applied = await applyImport(ctx, tx, given);
    if ("problems" in applied)
      throw new PermanentJobError(`区划在确认之后又有变化，没有导入：${applied.problems.join("；")}`);
    const result = JSON.stringify(applied);
    await sql(tx, "update division_import set state = 'applied', applied_at = $2, result = $3 where id = $1", [
      importId,
      ctx.now().toISOString(),
      result,
    ]);
    // The records follow in this job; should it be ended before it is through with them, another goes on a minute later.
    const runAt = new Date(ctx.now().getTime() + 60_000).toISOString();
    await enqueueDivisionRecords(tx, job.accountId, { runAt });
    const actor = { accountId: job.accountId, orgUnitId: null, ip: null };
    await audit(tx, actor, { action: "division.import", target: importId, detail: applied });
    return applied.counts;
  });
}

/** First the divisions with their units, all or nothing; then the records that follow them. A repetition does the rest. */
export async function runDivisionImport(
  job: Job<{ importId: string }>,
  tools: JobTools,
): Promise<{ divisions: Record<string, number>; records: object }> {
  await tools.ctx.definitions.reload();
  const divisions = await applyOnce(tools.ctx, job.payload.importId, job);
  return { divisions, records: await syncDivisionRecords(tools.ctx, tools) };
}
