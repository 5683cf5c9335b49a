import type { Context } from "koa";
import { requireSubject } from "../auth/require.ts";
import { cancelRecord } from "../commands/cancel-record.ts";
import { createRecord } from "../commands/create-record.ts";
import { requesterOf } from "../commands/requester.ts";
import { saveRecord } from "../commands/save-record.ts";
import { submitRecord } from "../commands/submit-record.ts";
import { withdrawRecord } from "../commands/withdraw-record.ts";
import type { AppContext } from "../context.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { readingAs } from "../models/record/invited.ts";
import { readRecord } from "../models/record/read.ts";
import { presentRecord } from "../presenters/record.ts";

const data = { type: "object" } as const;
const key = { type: "string", minLength: 1, maxLength: 130 } as const;
const version = { type: "integer", minimum: 1 } as const;

const creation = validated<{
  recordType: string;
  definitionKey?: string;
  data: Record<string, unknown>;
  obligationId?: string;
  submit?: boolean;
}>({
  type: "object",
  properties: {
    recordType: key,
    definitionKey: key,
    data,
    obligationId: { type: "string", format: "uuid" },
    submit: { type: "boolean" },
  },
  required: ["recordType", "data"],
  additionalProperties: false,
});

const change = validated<{ data: Record<string, unknown>; lockVersion: number; submit?: boolean }>({
  type: "object",
  properties: { data, lockVersion: version, submit: { type: "boolean" } },
  required: ["data", "lockVersion"],
  additionalProperties: false,
});

const submission = validated<{ lockVersion?: number }>({
  type: "object",
  properties: { lockVersion: version },
  additionalProperties: false,
});

const cancellation = validated<{ reason: string; evenIfReferenced?: boolean }>({
  type: "object",
  properties: { reason: { type: "string", minLength: 1, maxLength: 500 }, evenIfReferenced: { type: "boolean" } },
  required: ["reason"],
  additionalProperties: false,
});

/** A record from its first draft to its cancelling; every answer is the record as the asker now sees it. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const show = async (request: ApiContext, id: string): Promise<void> => {
    const subject = requireSubject(request);
    const revision = (request as Context).query.revision;
    const wanted = typeof revision === "string" ? revision : undefined;
    const view = await readingAs(ctx, subject, id, async (tx, invited) =>
      presentRecord(ctx, tx, subject, await readRecord(ctx, tx, subject, id, wanted, invited)),
    );
    request.body = view;
  };
  const idOf = (request: ApiContext): string => request.params.id as string;

  router.post("/records", async (request) => {
    const requester = requesterOf(request);
    request.body = await createRecord(ctx, requester, creation(request.request.body), (tx, record) =>
      presentRecord(ctx, tx, requester.subject, record),
    );
    request.status = 201;
  });

  router.get("/records/:id", (request) => show(request, idOf(request)));

  router.put("/records/:id", async (request) => {
    await saveRecord(ctx, requesterOf(request), idOf(request), change(request.request.body));
    await show(request, idOf(request));
  });

  router.post("/records/:id/submit", async (request) => {
    const { lockVersion } = submission(request.request.body ?? {});
    await submitRecord(ctx, requesterOf(request), idOf(request), lockVersion);
    await show(request, idOf(request));
  });

  router.post("/records/:id/withdraw", async (request) => {
    await withdrawRecord(ctx, requesterOf(request), idOf(request));
    await show(request, idOf(request));
  });

  router.post("/records/:id/cancel", async (request) => {
    await cancelRecord(ctx, requesterOf(request), idOf(request), cancellation(request.request.body));
    await show(request, idOf(request));
  });
}
