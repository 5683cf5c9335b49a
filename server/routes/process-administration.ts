import { requirePermission } from "../auth/require.ts";
import { previewRepair, type Repair, repairProcess } from "../commands/repair-process.ts";
import { requesterOf } from "../commands/requester.ts";
import { resumeProcess, suspendProcess } from "../commands/suspend-process.ts";
import { terminateProcess } from "../commands/terminate-process.ts";
import type { AppContext } from "../context.ts";
import { inReadTransaction } from "../database/transaction.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { administratorsView } from "../process/administrators-view.ts";
import type { RepairAction } from "../process/repair.ts";
import { uuidOf } from "../process/task-view.ts";

const uuid = { type: "string", format: "uuid" };
const reason = { type: "string", minLength: 2, maxLength: 500 };
const because = validated<{ reason: string }>({
  type: "object",
  properties: { reason },
  required: ["reason"],
  additionalProperties: false,
});

const action = (type: string, properties: Record<string, object>, optional: string[] = []) => ({
  type: "object",
  properties: { type: { const: type }, ...properties },
  required: ["type", ...Object.keys(properties).filter((name) => !optional.includes(name))],
  additionalProperties: false,
});

const name = { type: "string", minLength: 1, maxLength: 200 };
const actions = {
  type: "array",
  minItems: 1,
  maxItems: 20,
  items: {
    oneOf: [
      action("variables", { set: { type: "object", maxProperties: 50 } }),
      action("move", { from: { type: "array", items: name, minItems: 1, maxItems: 100 }, to: name }, ["from"]),
      action("retry", { incidentId: uuid }),
      action("resolve", { incidentId: uuid }),
      action("assign", { taskId: uuid, accountId: { type: "integer", minimum: 1 } }),
    ],
  },
};

const preview = validated<{ actions: RepairAction[] }>({
  type: "object",
  properties: { actions },
  required: ["actions"],
  additionalProperties: false,
});

const repair = validated<Repair>({
  type: "object",
  properties: { actions, reason, lockVersion: { type: "integer" } },
  required: ["actions", "reason"],
  additionalProperties: false,
});

/** What administrators do with a running instance. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const view = async (request: ApiContext, id: string): Promise<void> => {
    const subject = requirePermission(request, "process.monitor");
    request.body = await inReadTransaction(ctx, subject, (tx) => administratorsView(ctx, tx, id));
  };

  router.get("/processes/:id/administration", (request) => view(request, uuidOf(request.params.id)));

  const decided = { suspend: suspendProcess, resume: resumeProcess, terminate: terminateProcess };
  for (const [verb, command] of Object.entries(decided)) {
    router.post(`/processes/:id/${verb}`, async (request) => {
      requirePermission(request, "process.monitor");
      const id = uuidOf(request.params.id);
      await command(ctx, requesterOf(request), id, because(request.request.body ?? {}).reason.trim());
      await view(request, id);
    });
  }

  router.post("/processes/:id/repair-preview", async (request) => {
    requirePermission(request, "process.monitor");
    const id = uuidOf(request.params.id);
    const { actions } = preview(request.request.body ?? {});
    request.body = await previewRepair(ctx, requesterOf(request), id, actions);
  });

  router.post("/processes/:id/repair", async (request) => {
    requirePermission(request, "process.monitor");
    const id = uuidOf(request.params.id);
    await repairProcess(ctx, requesterOf(request), id, repair(request.request.body ?? {}));
    await view(request, id);
  });
}
