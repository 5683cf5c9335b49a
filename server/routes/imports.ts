import { readFile } from "node:fs/promises";
import { decide } from "../../engine/access/index.ts";
import { audit } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import { requesterOf } from "../commands/requester.ts";
import { discardUpload, type Upload } from "../commands/store-attachment.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { attachmentHeader } from "../export/file-name.ts";
import { AppError } from "../http/problem.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { oneFile } from "../http/upload.ts";
import { validatedQuery } from "../http/validated.ts";
import { IMPORT_JOB, type ImportMode, type ImportPayload } from "../import/import-job.ts";
import { importTemplate } from "../import/template.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { notAllowed } from "../models/record/rights.ts";
import { readRows } from "../spreadsheet/read-rows.ts";

const how = validatedQuery<{ mode: ImportMode }>({
  type: "object",
  properties: { mode: { enum: ["check", "good", "all"], type: "string", default: "check" } },
  additionalProperties: false,
});

/** What one import takes at most. */
const most = { bytes: 8 * 1024 * 1024, rows: 5_000 };

/** Records from a workbook: the template, and a job that checks and files its rows. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const importable = (request: ApiContext): RegisteredRecordType => {
    const subject = requireSubject(request);
    const resolved = ctx.definitions.recordType(`${request.params.package}/${request.params.type}`);
    if (!resolved.recordType.import)
      throw new AppError(404, "not-importable", `“${resolved.title}”不能从 Excel 导入。`);
    if (decide(compiledOf(resolved).policy, subject, "import") !== true) throw notAllowed("import", resolved);
    return resolved;
  };

  router.get("/imports/:package/:type/template", async (request) => {
    const resolved = importable(request);
    request.type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    request.set("Content-Disposition", attachmentHeader(`${resolved.title}导入模板`));
    request.body = Buffer.from(await importTemplate(ctx, resolved));
  });

  router.post("/imports/:package/:type", oneFile(most.bytes), async (request) => {
    const { file } = request as unknown as { file?: Upload };
    try {
      const resolved = importable(request);
      const { subject } = requesterOf(request);
      const { mode } = how(request.query);
      if (!file) throw new AppError(400, "no-file", "没有收到文件，请选择文件后重新上传。");
      const rows = await readRows(await readFile(file.path), ".xlsx", most.rows);
      if (rows.length < 2) throw new AppError(422, "no-rows", "工作表里没有要导入的行，请从第二行开始填写。");
      const { accountId, orgUnitId } = subject;
      const payload: ImportPayload = { recordType: resolved.storedKey, mode, accountId, orgUnitId, rows };
      const jobId = await inTransaction(ctx, subject, async (tx) => {
        const detail = { mode, rows: rows.length - 1 };
        await audit(tx, request, { action: "record.import", target: resolved.storedKey, detail });
        return enqueue(tx, IMPORT_JOB, payload, { accountId, runAt: ctx.now().toISOString() });
      });
      request.body = { jobId };
      request.status = 202;
    } finally {
      await discardUpload(file);
    }
  });
}
