import { requireSubject } from "../auth/require.ts";
import { commentRecord, commentsOf, type NewComment } from "../commands/comment-record.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { readingAs } from "../models/record/invited.ts";
import { readable } from "../models/record/read.ts";
import { titleOf } from "../models/record/title.ts";

const uuid = { type: "string", format: "uuid" } as const;

const comment = validated<NewComment>({
  type: "object",
  properties: {
    text: { type: "string", minLength: 1, maxLength: 2000 },
    mentions: { type: "array", maxItems: 50, uniqueItems: true, items: { type: "integer", minimum: 1 } },
    attachments: { type: "array", maxItems: 20, uniqueItems: true, items: uuid },
    taskId: uuid,
  },
  required: ["text"],
  additionalProperties: false,
});

/** What people say about a record besides deciding on it. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/records/:id/comments", async (request) => {
    const subject = requireSubject(request);
    const id = request.params.id as string;
    const rows = await readingAs(ctx, subject, id, async (tx, invited) => {
      const { latest } = await readable(ctx, tx, subject, id, invited);
      return commentsOf(tx, latest.record_id);
    });
    request.body = { rows };
  });

  router.post("/records/:id/comments", async (request) => {
    const requester = requesterOf(request);
    const given = comment(request.request.body);
    const id = request.params.id as string;
    const rows = await readingAs(ctx, requester.subject, id, async (tx, invited) => {
      const record = await readable(ctx, tx, requester.subject, id, invited);
      const title = titleOf(record.resolved, record.latest.data, new Map()) ?? record.resolved.title;
      await commentRecord(ctx, tx, requester, record, title, given);
      return commentsOf(tx, record.latest.record_id);
    });
    request.status = 201;
    request.body = { rows };
  });
}
