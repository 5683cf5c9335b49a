import type { Problem } from "../../engine/definition/index.ts";
import type { FieldTable } from "../../engine/form/index.ts";
import { actorOf } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import { publishDefinition } from "../commands/publish-definition.ts";
import type { AppContext } from "../context.ts";
import { checkPackage } from "../definitions/check-package.ts";
import { fieldTableDefinitions, fieldTableSchema } from "../forms/field-table-schema.ts";
import { type FormIdentity, formPackage, formProblems } from "../forms/form-package.ts";
import { fieldTableOf, findOwnForm } from "../forms/own-form.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";

const publishBody = validated<{ table: FieldTable; baseNumber: number; note?: string }>({
  type: "object",
  properties: {
    table: fieldTableSchema,
    baseNumber: { type: "integer", minimum: 0 },
    note: { type: "string", maxLength: 500 },
  },
  required: ["table", "baseNumber"],
  additionalProperties: false,
  $defs: fieldTableDefinitions,
});

const checkBody = validated<{ table: FieldTable }>({
  type: "object",
  properties: { table: fieldTableSchema },
  required: ["table"],
  additionalProperties: false,
  $defs: fieldTableDefinitions,
});

async function problemsOf(ctx: AppContext, table: FieldTable, identity: FormIdentity): Promise<Problem[]> {
  const found = formProblems(table, identity);
  if (found.length > 0) return found;
  return (await checkPackage(formPackage(table, identity), ctx.definitions.all(), ctx.definitions)).problems;
}

/** The form of its own that a record has: its field table, and publishing it without a restart. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/forms/:recordId", async (request) => {
    const subject = requireSubject(request);
    const form = await findOwnForm(ctx, subject, request.params.recordId ?? "", "read");
    const { identity, live, canDesign } = form;
    const { base } = identity;
    request.body = {
      key: identity.key,
      title: identity.title,
      number: live?.number ?? 0,
      versionId: live?.versionId ?? null,
      table: fieldTableOf(live),
      canDesign,
      base: { recordType: base.key, title: base.title, schema: base.schema, uiSchema: base.ui },
    };
  });

  router.post("/forms/:recordId/check", async (request) => {
    const subject = requireSubject(request);
    const { identity } = await findOwnForm(ctx, subject, request.params.recordId ?? "", "design");
    request.body = { problems: await problemsOf(ctx, checkBody(request.request.body).table, identity) };
  });

  router.put("/forms/:recordId", async (request) => {
    const subject = requireSubject(request);
    const recordId = request.params.recordId ?? "";
    const { table, baseNumber, note } = publishBody(request.request.body);
    const { identity } = await findOwnForm(ctx, subject, recordId, "design");
    const problems = formProblems(table, identity);
    if (problems.length > 0) {
      const errors = problems.map(({ pointer = "", message }) => ({ pointer: `/table${pointer}`, message }));
      throw new AppError(422, "form-refused", `表单没有发布：${problems[0]?.message}。`, { problems, errors });
    }
    const files = formPackage(table, identity);
    const wanted = { files, baseNumber, origin: "designed", ownerRecordId: recordId, ...(note && { note }) } as const;
    const published = await publishDefinition(ctx, actorOf(request), wanted);
    request.status = published.outcome === "published" ? 201 : 200;
    request.body = published;
  });
}
