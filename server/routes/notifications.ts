import { audit } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { listNotifications, markRead } from "../models/notification.ts";

const query = validatedQuery<{ unread: boolean; offset: number; limit: number }>({
  type: "object",
  properties: {
    unread: { type: "boolean", default: false },
    offset: { type: "integer", minimum: 0, maximum: 10_000, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 200, default: 50 },
  },
  additionalProperties: false,
});

const ids = validated<{ ids: string[] }>({
  type: "object",
  properties: { ids: { type: "array", maxItems: 500, items: { type: "string", format: "uuid" } } },
  required: ["ids"],
  additionalProperties: false,
});

/** What an account, its unit and its roles there were told. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/notifications", async (request) => {
    const subject = requireSubject(request);
    const { unread, offset, limit } = query({
      ...request.query,
      ...(request.query.unread === "1" && { unread: true }),
    });
    request.body = await inTransaction(ctx, subject, (tx) => listNotifications(tx, subject, { unread, offset, limit }));
  });

  router.post("/notifications/read", async (request) => {
    const subject = requireSubject(request);
    const wanted = ids(request.request.body).ids;
    await inTransaction(ctx, subject, async (tx) => {
      const count = await markRead(tx, subject, wanted);
      await audit(tx, request, { action: "notification.read", detail: { count } });
    });
    request.status = 204;
  });
}
