import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { typeOfVersion } from "../models/record/type-of-version.ts";
import { presentRecordType } from "../presenters/record-type.ts";

const which = validatedQuery<{ form?: string; version?: number }>({
  type: "object",
  properties: { form: { type: "string", maxLength: 70 }, version: { type: "integer", minimum: 1 } },
  additionalProperties: false,
});

/** What a screen needs to show and fill a record type, live or as an older version had it. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/record-types/:package/:type", async (request) => {
    const subject = requireSubject(request);
    const { form, version } = which(request.query);
    const key = `${request.params.package}/${request.params.type}`;
    const live =
      form === undefined ? ctx.definitions.recordType(key) : ctx.definitions.recordType({ definitionKey: form });
    const resolved = version === undefined ? live : await typeOfVersion(ctx, version, key);
    if (resolved.storedKey !== live.storedKey) throw new AppError(404, "unknown-version", "这个版本不属于所要的表单。");
    request.body = presentRecordType(ctx, subject, resolved);
  });
}
