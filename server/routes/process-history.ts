import { audit } from "../audit/audit.ts";
import { requirePermission } from "../auth/require.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import { inReadTransaction, inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { ARCHIVE_JOB, isArchivable } from "../process/archive-history.ts";
import { historyMonths } from "../process/history-months.ts";

const ARCHIVES = `
  select p.name, p.first_at as "firstAt", p.last_at as "lastAt", p.row_count as rows, p.kept_count as kept, p.sha256,
    p.archived_at as "archivedAt", a.name as "archivedBy"
  from process_archive p left join account a on a.id = p.archived_by order by p.first_at desc limit 500`;

/** The history of all processes, month by month, and the months that were taken out of the database. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/process-history", async (request) => {
    const subject = requirePermission(request, "process.monitor");
    request.body = await inReadTransaction(ctx, subject, async (tx) => {
      const now = ctx.now();
      const months = (await historyMonths(tx)).map((month) => ({ ...month, canArchive: isArchivable(month, now) }));
      return { months, archives: await sql(tx, ARCHIVES) };
    });
  });

  router.post("/process-history/:name/archive", async (request) => {
    const subject = requirePermission(request, "process.monitor");
    const { actor } = requesterOf(request);
    const { name = "" } = request.params;
    const jobId = await inTransaction(ctx, subject, async (tx) => {
      const month = (await historyMonths(tx)).find((each) => each.name === name);
      if (!month) throw new AppError(404, "unknown-month", "没有这个月的流程历史，它可能已经归档。");
      if (!isArchivable(month, ctx.now())) throw new AppError(409, "month-open", "这个月还没有结束，不能归档。");
      await audit(tx, actor, { action: "process-history.archive", target: `process-history/${name}` });
      return enqueue(tx, ARCHIVE_JOB, { name }, { accountId: subject.accountId });
    });
    request.status = 202;
    request.body = { jobId };
  });

  router.get("/process-history/archives/:name", async (request) => {
    const subject = requirePermission(request, "process.monitor");
    const { name = "" } = request.params;
    const found = await inTransaction(ctx, subject, async (tx) => {
      const text = "select storage_key as key, sha256 from process_archive where name = $1";
      const [row] = await sql<{ key: string; sha256: string }>(tx, text, [name]);
      if (!row) throw new AppError(404, "unknown-archive", "没有找到这份归档。");
      await audit(tx, request, { action: "process-history.download", target: `process-history/${name}` });
      return row;
    });
    request.set("Content-Disposition", `attachment; filename="${name}.ndjson.gz"`);
    request.set("X-Content-SHA256", found.sha256);
    request.type = "application/gzip";
    request.body = await ctx.storage.open(found.key);
  });
}
