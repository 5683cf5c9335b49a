import { readFile } from "node:fs/promises";
import { requirePermission } from "../auth/require.ts";
import {
  adjustImport,
  confirmImport,
  discardImport,
  showImport,
  uploadDivisions,
} from "../commands/import-divisions.ts";
import { requesterOf } from "../commands/requester.ts";
import { discardUpload, type Upload } from "../commands/store-attachment.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { Successor } from "../division-import/compare.ts";
import { listImports } from "../division-import/store.ts";
import { AppError } from "../http/problem.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { oneFile } from "../http/upload.ts";
import { validated, validatedQuery } from "../http/validated.ts";

const maxBytes = 10 * 1024 * 1024;
const permission = "organization.manage";
const code = { type: "string", pattern: "^[0-9]{12}$" } as const;
const day = { type: "string", format: "date" } as const;

const scope = validatedQuery<{ root?: string; effectiveOn?: string }>({
  type: "object",
  properties: { root: code, effectiveOn: day },
  additionalProperties: false,
});

const adjustment = validated<{ effectiveOn: string; successors: Successor[] }>({
  type: "object",
  properties: {
    effectiveOn: day,
    successors: {
      type: "array",
      maxItems: 5000,
      items: {
        type: "object",
        properties: { from: code, to: code },
        required: ["from", "to"],
        additionalProperties: false,
      },
    },
  },
  required: ["effectiveOn", "successors"],
  additionalProperties: false,
});

/** New division tables: uploaded as a dry run, previewed, adjusted, confirmed or discarded by administrators. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const idOf = (request: ApiContext): string => request.params.id as string;
  const today = () => new Date(ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

  router.get("/division-imports", async (request) => {
    const subject = requirePermission(request, permission);
    request.body = { rows: await inTransaction(ctx, subject, listImports) };
  });

  router.get("/division-imports/:id", async (request) => {
    requirePermission(request, permission);
    request.body = await showImport(ctx, requesterOf(request), idOf(request));
  });

  router.post("/division-imports", oneFile(maxBytes), async (request) => {
    const { file } = request as unknown as { file?: Upload };
    try {
      requirePermission(request, permission);
      const { root, effectiveOn = today() } = scope(request.query);
      if (!file) throw new AppError(400, "no-file", "没有收到文件，请选择区划表后重新上传。");
      const given = { content: await readFile(file.path), name: file.originalname };
      request.body = await uploadDivisions(ctx, requesterOf(request), given, { effectiveOn, ...(root && { root }) });
      request.status = 201;
    } finally {
      await discardUpload(file);
    }
  });

  router.put("/division-imports/:id", async (request) => {
    requirePermission(request, permission);
    request.body = await adjustImport(ctx, requesterOf(request), idOf(request), adjustment(request.request.body));
  });

  router.post("/division-imports/:id/confirm", async (request) => {
    requirePermission(request, permission);
    request.body = await confirmImport(ctx, requesterOf(request), idOf(request));
    request.status = 202;
  });

  router.post("/division-imports/:id/discard", async (request) => {
    requirePermission(request, permission);
    request.body = await discardImport(ctx, requesterOf(request), idOf(request));
  });
}
