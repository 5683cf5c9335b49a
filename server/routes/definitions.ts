import { readFile } from "node:fs/promises";
import { diffPackages, type PackageFiles } from "../../engine/definition/index.ts";
import { actorOf } from "../audit/audit.ts";
import { requirePermission } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import { type Published, publishDefinition } from "../commands/publish-definition.ts";
import { rebuildDefinition } from "../commands/rebuild-definition.ts";
import { requesterOf } from "../commands/requester.ts";
import { discardUpload, type Upload } from "../commands/store-attachment.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { checkPackage } from "../definitions/check-package.ts";
import { unzipPackage, zipLimits, zipPackage } from "../definitions/package-zip.ts";
import { previewImport } from "../definitions/preview-import.ts";
import { disposition } from "../http/disposition.ts";
import { AppError } from "../http/problem.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { oneFile } from "../http/upload.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { listDefinitions, listVersions, readVersion } from "../models/definition.ts";

const files = {
  type: "object",
  minProperties: 1,
  maxProperties: 200,
  additionalProperties: { type: "string", maxLength: 2_000_000 },
};

const checkBody = validated<{ files: PackageFiles }>({
  type: "object",
  properties: { files },
  required: ["files"],
  additionalProperties: false,
});

const publishBody = validated<{ files: PackageFiles; note?: string; baseNumber: number }>({
  type: "object",
  properties: { files, note: { type: "string", maxLength: 500 }, baseNumber: { type: "integer", minimum: 0 } },
  required: ["files", "baseNumber"],
  additionalProperties: false,
});

const range = validatedQuery<{ from: number; to: number }>({
  type: "object",
  properties: { from: { type: "integer", minimum: 1 }, to: { type: "integer", minimum: 1 } },
  required: ["from", "to"],
  additionalProperties: false,
});

const officer = (request: ApiContext) => requirePermission(request, "definition.publish");
/** Who manages accounts gives rights anyway, so he may publish what gives some. */
const grantsOf = (subject: Subject) => ({ grants: subject.permissions.includes("account.manage") });
const keyOf = (request: ApiContext): string => request.params.key ?? "";

/** The package must say the key it is published under. */
function sameKey(files: PackageFiles, key: string): void {
  let said: unknown;
  try {
    said = JSON.parse(files["manifest.json"] ?? "{}").key;
  } catch {
    return; // the check of the package says so, with its place
  }
  if (said !== undefined && said !== key) {
    const message = `manifest.json 中的标识“${said}”与地址中的“${key}”不同，请改成一致。`;
    throw new AppError(422, "definition-key-differs", message, {
      errors: [{ pointer: "/files/manifest.json", message }],
    });
  }
}

function answer(request: ApiContext, published: Published): void {
  request.status = published.outcome === "published" ? 201 : 200;
  const message =
    published.outcome === "unchanged" ? `内容与第 ${published.number} 版相同，没有发布新版本。` : undefined;
  request.body = { ...published, ...(message && { message }) };
}

/** Reading, comparing, checking and publishing definitions. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/definitions", async (request) => {
    const subject = officer(request);
    request.body = await inTransaction(ctx, subject, (tx) => listDefinitions(tx, request.query.forms === "1"));
  });

  router.get("/definitions/:key/versions", async (request) => {
    const subject = officer(request);
    request.body = await inTransaction(ctx, subject, (tx) => listVersions(tx, keyOf(request)));
  });

  router.get("/definitions/:key/versions/:number", async (request) => {
    const subject = officer(request);
    const number = Number(request.params.number);
    request.body = await inTransaction(ctx, subject, (tx) => readVersion(tx, keyOf(request), number));
  });

  router.get("/definitions/:key/diff", async (request) => {
    const subject = officer(request);
    const { from, to } = range(request.query);
    const key = keyOf(request);
    const ids = await inTransaction(ctx, subject, async (tx) => {
      const versions = await listVersions(tx, key);
      return [from, to].map((number) => versions.find((each) => each.number === number)?.versionId);
    });
    const [before, after] = await Promise.all(ids.map((id) => ctx.definitions.byVersion(id ?? 0)));
    request.body = before && after ? diffPackages(before.pkg, after.pkg) : [];
  });

  router.get("/definitions/:key", async (request) => {
    officer(request);
    const { pkg, ...meta } = ctx.definitions.live(keyOf(request));
    request.body = { ...meta, files: pkg.files };
  });

  router.post("/definitions/:key/check", async (request) => {
    officer(request);
    const { files } = checkBody(request.request.body);
    sameKey(files, keyOf(request));
    const { problems } = await checkPackage(files, ctx.definitions.all(), ctx.definitions);
    request.body = { problems };
  });

  router.post("/definitions/:key/versions", async (request) => {
    const subject = officer(request);
    const { files, note, baseNumber } = publishBody(request.request.body);
    sameKey(files, keyOf(request));
    const wanted = { files, baseNumber, origin: "designed", ...grantsOf(subject), ...(note && { note }) } as const;
    answer(request, await publishDefinition(ctx, actorOf(request), wanted));
  });

  router.post("/definitions/:key/rebuild", async (request) => {
    officer(request);
    request.body = { jobId: await rebuildDefinition(ctx, requesterOf(request), keyOf(request)) };
    request.status = 202;
  });

  registerExchange(router, ctx);
}

function registerExchange(router: ApiRouter, ctx: AppContext): void {
  const signedIn = async (request: ApiContext, next: () => Promise<unknown>): Promise<void> => {
    officer(request);
    await next();
  };

  router.get("/definitions/:key/export", (request) => {
    officer(request);
    const { key, number, pkg } = ctx.definitions.live(keyOf(request));
    request.set("Content-Disposition", disposition("attachment", `${key}-v${number}.zip`));
    request.type = "application/zip";
    request.body = Buffer.from(zipPackage(key, pkg.files));
  });

  router.post("/definitions/import", signedIn, oneFile(zipLimits.bytes), async (request) => {
    const { file } = request as unknown as { file?: Upload };
    try {
      if (!file) throw new AppError(400, "no-file", "没有收到文件，请选择导出的 zip 压缩包。");
      const files = unzipPackage(await readFile(file.path));
      if (request.query.dryRun === "1") {
        request.body = await previewImport(ctx, files);
        return;
      }
      const note = `由 ${file.originalname.slice(0, 100)} 导入`;
      const wanted = { files, origin: "imported", note, ...grantsOf(officer(request)) } as const;
      answer(request, await publishDefinition(ctx, actorOf(request), wanted));
    } finally {
      await discardUpload(file);
    }
  });
}
