import type { Problem } from "../../engine/definition/index.ts";
import { compileFieldTable, type FieldTable } from "../../engine/form/index.ts";
import { actorOf } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import { publishDefinition } from "../commands/publish-definition.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { checkPackage } from "../definitions/check-package.ts";
import { fieldTableDefinitions, fieldTableSchema } from "../forms/field-table-schema.ts";
import { formPackage, formProblems, tableProblem } from "../forms/form-package.ts";
import { fieldTableOf, findOwnForm, type OwnForm } from "../forms/own-form.ts";
import { referenceProblems } from "../forms/reference-problems.ts";
import { referenceSources } from "../forms/reference-sources.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { saidBySources } from "../models/record/derived.ts";

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

const deriveBody = validated<{ table: FieldTable; data: Record<string, unknown> }>({
  type: "object",
  properties: { table: fieldTableSchema, data: { type: "object", maxProperties: 2000 } },
  required: ["table", "data"],
  additionalProperties: false,
  $defs: fieldTableDefinitions,
});

/** What keeps the table from becoming the form that its designer may make of it. */
async function tableProblems(ctx: AppContext, subject: Subject, table: FieldTable, form: OwnForm): Promise<Problem[]> {
  const found = formProblems(table, form.identity);
  if (found.length > 0) return found;
  const tables = { table, published: fieldTableOf(form.live) };
  const references = await referenceProblems(ctx, subject, form.identity.base, tables);
  return references.map(({ pointer, message }) => tableProblem("reference-allowed", pointer, message));
}

async function problemsOf(ctx: AppContext, subject: Subject, table: FieldTable, form: OwnForm): Promise<Problem[]> {
  const found = await tableProblems(ctx, subject, table, form);
  if (found.length > 0) return found;
  return (await checkPackage(formPackage(table, form.identity), ctx.definitions.all(), ctx.definitions)).problems;
}

/** A form with its table and what it is built on. */
function presentForm({ identity, live, canDesign }: OwnForm): object {
  const { base } = identity;
  return {
    key: identity.key,
    title: identity.title,
    number: live?.number ?? 0,
    versionId: live?.versionId ?? null,
    table: fieldTableOf(live),
    canDesign,
    base: {
      ...{ recordType: base.key, title: base.title, schema: base.schema, uiSchema: base.ui },
      variants: base.variants,
    },
  };
}

/** The form of its own that a record has: its field table, and publishing it without a restart. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/forms/:recordId", async (request) => {
    const subject = requireSubject(request);
    request.body = presentForm(await findOwnForm(ctx, subject, request.params.recordId ?? "", "read"));
  });

  router.post("/forms/:recordId/check", async (request) => {
    const subject = requireSubject(request);
    const form = await findOwnForm(ctx, subject, request.params.recordId ?? "", "design");
    request.body = { problems: await problemsOf(ctx, subject, checkBody(request.request.body).table, form) };
  });

  router.put("/forms/:recordId", async (request) => {
    const subject = requireSubject(request);
    const recordId = request.params.recordId ?? "";
    const { table, baseNumber, note } = publishBody(request.request.body);
    const form = await findOwnForm(ctx, subject, recordId, "design");
    const problems = await tableProblems(ctx, subject, table, form);
    if (problems.length > 0) {
      const errors = problems.map(({ pointer = "", message }) => ({ pointer: `/table${pointer}`, message }));
      throw new AppError(422, "form-refused", `表单没有发布：${problems[0]?.message}。`, { problems, errors });
    }
    const files = formPackage(table, form.identity);
    const wanted = { files, baseNumber, origin: "designed", ownerRecordId: recordId, ...(note && { note }) } as const;
    const published = await publishDefinition(ctx, actorOf(request), wanted);
    request.status = published.outcome === "published" ? 201 : 200;
    request.body = published;
  });

  registerDesigning(router, ctx);
}

/** What the designer's page asks while a table is put together. */
function registerDesigning(router: ApiRouter, ctx: AppContext): void {
  // The preview of a table that is not published yet; one that may not be published says nothing.
  router.post("/forms/:recordId/derive", async (request) => {
    const subject = requireSubject(request);
    const form = await findOwnForm(ctx, subject, request.params.recordId ?? "", "design");
    const { table, data } = deriveBody(request.request.body);
    const problems = await tableProblems(ctx, subject, table, form);
    request.body =
      problems.length > 0
        ? []
        : await inTransaction(ctx, subject, (tx) => saidBySources(tx, compileFieldTable(table).schema, data));
  });

  router.get("/forms/:recordId/sources", async (request) => {
    const subject = requireSubject(request);
    await findOwnForm(ctx, subject, request.params.recordId ?? "", "design");
    request.body = { sources: await referenceSources(ctx, subject) };
  });
}
