import { requireSubject } from "../auth/require.ts";
import { type Batch, batchTasks } from "../commands/batch-tasks.ts";
import { type Requester, requesterOf } from "../commands/requester.ts";
import { urgeBelow, waitingBelow } from "../commands/urge-below.ts";
import type { AppContext } from "../context.ts";
import { AppError } from "../http/problem.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";

const batch = validated<Batch>({
  type: "object",
  properties: {
    ids: { type: "array", minItems: 1, maxItems: 5000, items: { type: "string", format: "uuid" } },
    action: { type: "string", enum: ["approve", "return"] },
    opinion: { type: "string", maxLength: 2000 },
  },
  required: ["ids", "action"],
  additionalProperties: false,
});

const below = validated<{ overdue?: boolean; node?: string; recordType?: string }>({
  type: "object",
  properties: {
    overdue: { type: "boolean" },
    node: { type: "string", maxLength: 200 },
    recordType: { type: "string", maxLength: 130 },
  },
  additionalProperties: false,
});

/** Many tasks at once: decided, or urged down the tree. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.post("/tasks/batch", async (request) => {
    const result = await batchTasks(ctx, requesterOf(request), batch(request.request.body));
    request.status = "jobId" in result ? 202 : 200;
    request.body = result;
  });

  const fromAbove = (request: ApiContext): Requester => {
    if (requireSubject(request).level > 2) {
      throw new AppError(403, "forbidden", "只有市级、区级单位可以逐级催办，请逐条催办。");
    }
    return requesterOf(request);
  };

  router.get("/tasks/below", async (request) => {
    request.body = await waitingBelow(ctx, fromAbove(request));
  });

  router.post("/tasks/urge-below", async (request) => {
    request.body = await urgeBelow(ctx, fromAbove(request), below(request.request.body ?? {}));
  });
}
