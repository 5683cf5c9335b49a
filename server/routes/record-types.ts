import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { atLevel } from "../definitions/variant.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { saidBySources } from "../models/record/derived.ts";
import { typeOfVersion } from "../models/record/type-of-version.ts";
import { alreadyFiled } from "../models/record/unique.ts";
import { presentRecordType } from "../presenters/record-type.ts";

const which = validatedQuery<{ form?: string; version?: number; level?: number }>({
  type: "object",
  properties: {
    form: { type: "string", maxLength: 70 },
    version: { type: "integer", minimum: 1 },
    level: { type: "integer", minimum: 1, maximum: 4 },
  },
  additionalProperties: false,
});

const asked = validated<{ form: string; data: Record<string, unknown> }>({
  type: "object",
  properties: { form: { type: "string", maxLength: 70 }, data: { type: "object", maxProperties: 2000 } },
  required: ["form", "data"],
  additionalProperties: false,
});

/** What a screen needs to show and fill a record type, live or as an older version had it. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/record-types/:package/:type", async (request) => {
    const subject = requireSubject(request);
    const { form, version, level } = which(request.query);
    const key = `${request.params.package}/${request.params.type}`;
    const live =
      form === undefined ? ctx.definitions.recordType(key) : ctx.definitions.recordType({ definitionKey: form });
    const resolved = version === undefined ? live : await typeOfVersion(ctx, version, key);
    if (resolved.storedKey !== live.storedKey) throw new AppError(404, "unknown-version", "这个版本不属于所要的表单。");
    // What exists is shown as units of its level fill it; who files is given the form of his own.
    request.body = presentRecordType(ctx, subject, atLevel(resolved, level ?? subject.level));
  });

  // Only what the form declares, of records within the asker's scope; nothing is kept.
  router.post("/record-types/:package/:type/derive", async (request) => {
    const subject = requireSubject(request);
    const { form, data } = asked(request.request.body);
    const key = `${request.params.package}/${request.params.type}`;
    const resolved = ctx.definitions.recordTypes().find((one) => one.definitionKey === form && one.storedKey === key);
    request.body = resolved ? await inTransaction(ctx, subject, (tx) => saidBySources(tx, resolved.schema, data)) : [];
  });

  router.get("/record-types/:package/:type/already-filed", async (request) => {
    const subject = requireSubject(request);
    const resolved = ctx.definitions.recordType(`${request.params.package}/${request.params.type}`);
    const found = await alreadyFiled(ctx, resolved, subject);
    request.body = found ?? { message: null, existing: null };
  });
}
