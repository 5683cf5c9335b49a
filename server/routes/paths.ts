import { requireSubject } from "../auth/require.ts";
import { type Preview, previewPath } from "../commands/preview-path.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { readingProcess } from "../models/record/reads-about.ts";
import { explainInstance } from "../process/explain.ts";
import { uuidOf } from "../process/task-view.ts";

const key = { type: "string", minLength: 1, maxLength: 130 } as const;

const preview = validated<Preview>({
  type: "object",
  properties: {
    recordId: { type: "string", format: "uuid" },
    recordType: key,
    definitionKey: key,
    data: { type: "object" },
  },
  required: ["data"],
  additionalProperties: false,
});

/** Where a submission would go, and why a running one is where it is. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.post("/path-preview", async (request) => {
    request.body = { path: await previewPath(ctx, requesterOf(request), preview(request.request.body)) };
  });

  router.get("/processes/:id/explain", async (request) => {
    const subject = requireSubject(request);
    const id = uuidOf(request.params.id);
    request.body = await readingProcess(ctx, subject, id, (tx) => explainInstance(ctx, tx, subject, id));
  });
}
