import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { DIVISION_IMPORT_JOB } from "../division-import/apply-job.ts";
import type { Successor } from "../division-import/compare.ts";
import { type ImportPreview, previewImport } from "../division-import/preview.ts";
import { readTable } from "../division-import/read-table.ts";
import { type DivisionImport, insertImport, readImport, requireState } from "../division-import/store.ts";
import { AppError } from "../http/problem.ts";
import { cancelJobs, enqueue } from "../jobs/enqueue.ts";
import type { Requester } from "./requester.ts";

/** An import as its administrator sees it: the rows themselves stay inside. */
export type ShownImport = Omit<DivisionImport, "rows"> & { rowCount: number; preview: ImportPreview | null };

/** Shows an import with what it would do, as long as it has not done it. */
async function shown(tx: Tx, id: string): Promise<ShownImport> {
  const { rows, ...found } = await readImport(tx, id);
  const open = found.state === "draft" || found.state === "scheduled";
  return { ...found, rowCount: rows.length, preview: open ? await previewImport(tx, { ...found, rows }) : null };
}

/** Reads one import. @throws AppError 404. */
export function showImport(ctx: AppContext, requester: Requester, id: string): Promise<ShownImport> {
  return inTransaction(ctx, requester.subject, (tx) => shown(tx, id));
}

/** Keeps an uploaded table as a dry run. @throws AppError 422 naming each wrong row. */
export async function uploadDivisions(
  ctx: AppContext,
  requester: Requester,
  file: { content: Uint8Array; name: string },
  { root, effectiveOn }: { root?: string; effectiveOn: string },
): Promise<ShownImport> {
  const { subject } = requester;
  const top = root ?? subject.divisionCode;
  const rows = await readTable(file.content, file.name, top);
  return inTransaction(ctx, subject, async (tx) => {
    const [known] = await sql(tx, "select from division where code = $1 and valid_to is null", [top]);
    if (!known) throw new AppError(422, "unknown-division", `没有代码为“${top}”的区划，请重新选择导入的范围。`);
    const id = await insertImport(tx, {
      fileName: file.name,
      root: top,
      effectiveOn,
      rows,
      accountId: subject.accountId,
    });
    await audit(tx, requester.actor, { action: "division.upload", target: id, detail: { rows: rows.length } });
    return shown(tx, id);
  });
}

/** Says from when it counts and which division goes on in which. @throws AppError 409 once it was confirmed. */
export function adjustImport(
  ctx: AppContext,
  requester: Requester,
  id: string,
  { effectiveOn, successors }: { effectiveOn: string; successors: Successor[] },
): Promise<ShownImport> {
  return inTransaction(ctx, requester.subject, async (tx) => {
    requireState(await readImport(tx, id), "draft");
    const text = "update division_import set effective_on = $2, successors = $3 where id = $1";
    await sql(tx, text, [id, effectiveOn, JSON.stringify(successors)]);
    return shown(tx, id);
  });
}

/** Confirms it: a job applies it, on the effective day where that is still to come. @throws AppError 409, 422. */
export function confirmImport(ctx: AppContext, { subject, actor }: Requester, id: string): Promise<{ jobId: string }> {
  return inTransaction(ctx, subject, async (tx) => {
    const given = await readImport(tx, id);
    requireState(given, "draft");
    const { problems, changes } = await previewImport(tx, given);
    if (problems[0]) throw new AppError(422, "invalid-import", `还不能导入：${problems[0]}。`, { problems });
    if (changes.length === 0) throw new AppError(422, "nothing-to-import", "导入表与现有区划完全相同，不需要导入。");
    // Midnight in Beijing, where the day begins.
    const runAt = new Date(`${given.effectiveOn}T00:00:00+08:00`).toISOString();
    const jobId = await enqueue(tx, DIVISION_IMPORT_JOB, { importId: id }, { accountId: subject.accountId, runAt });
    await sql(tx, "update division_import set state = 'scheduled', job_id = $2 where id = $1", [id, jobId]);
    await audit(tx, actor, { action: "division.confirm", target: id });
    return { jobId };
  });
}

/** Gives up an import that has not been applied. @throws AppError 409. */
export function discardImport(ctx: AppContext, { subject, actor }: Requester, id: string): Promise<ShownImport> {
  return inTransaction(ctx, subject, async (tx) => {
    const given = await readImport(tx, id);
    requireState(given, "draft", "scheduled");
    if (given.jobId) await cancelJobs(tx, [given.jobId]);
    await sql(tx, "update division_import set state = 'discarded' where id = $1", [id]);
    await audit(tx, actor, { action: "division.discard", target: id });
    return shown(tx, id);
  });
}
