import { requirePermission } from "../auth/require.ts";
import { type MigrationRequest, migrateProcesses } from "../commands/migrate-processes.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import { inReadTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import {
  listMigrations,
  migrationChoices,
  migrationItems,
  migrationView,
  runningByVersion,
} from "../process/migration-view.ts";
import { uuidOf } from "../process/task-view.ts";

const key = { type: "string", minLength: 1, maxLength: 200 };
const version = { type: "integer", minimum: 1 };

const request = validated<MigrationRequest>({
  type: "object",
  properties: {
    definitionKey: key,
    processKey: key,
    fromVersionId: version,
    toVersionId: version,
    mapping: { type: "object", additionalProperties: key, maxProperties: 500 },
    dryRun: { type: "boolean" },
    reason: { type: "string", maxLength: 500 },
  },
  required: ["definitionKey", "processKey", "toVersionId", "dryRun"],
  additionalProperties: false,
});

const choicesQuery = validatedQuery<{ fromVersionId: number; toVersionId: number; processKey: string }>({
  type: "object",
  properties: { fromVersionId: version, toVersionId: version, processKey: key },
  required: ["fromVersionId", "toVersionId", "processKey"],
  additionalProperties: false,
});

const listQuery = validatedQuery<{ definition?: string }>({
  type: "object",
  properties: { definition: key },
  additionalProperties: false,
});

const itemsQuery = validatedQuery<{ result?: string; limit: number; offset: number }>({
  type: "object",
  properties: {
    result: { type: "string", enum: ["ready", "moved", "blocked", "skipped"] },
    limit: { type: "integer", minimum: 1, maximum: 100, default: 20 },
    offset: { type: "integer", minimum: 0, maximum: 1_000_000, default: 0 },
  },
  additionalProperties: false,
});

/** Taking running instances over to another version of their definition. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/process-migrations", async (ask) => {
    const subject = requirePermission(ask, "process.monitor");
    const { definition } = listQuery(ask.query);
    ask.body = await inReadTransaction(ctx, subject, (tx) => listMigrations(tx, definition ?? null));
  });

  router.post("/process-migrations", async (ask) => {
    requirePermission(ask, "process.monitor");
    ask.body = await migrateProcesses(ctx, requesterOf(ask), request(ask.request.body ?? {}));
    ask.status = 202;
  });

  router.get("/process-migrations/choices", async (ask) => {
    const subject = requirePermission(ask, "process.monitor");
    const query = choicesQuery(ask.query);
    ask.body = await inReadTransaction(ctx, subject, (tx) => migrationChoices(ctx, tx, query));
  });

  router.get("/process-migrations/versions/:definition", async (ask) => {
    const subject = requirePermission(ask, "process.monitor");
    const { definition = "" } = ask.params;
    ask.body = await inReadTransaction(ctx, subject, (tx) => runningByVersion(tx, definition));
  });

  router.get("/process-migrations/:id", async (ask) => {
    const subject = requirePermission(ask, "process.monitor");
    const id = uuidOf(ask.params.id);
    ask.body = await inReadTransaction(ctx, subject, (tx) => migrationView(tx, id));
  });

  router.get("/process-migrations/:id/items", async (ask) => {
    const subject = requirePermission(ask, "process.monitor");
    const id = uuidOf(ask.params.id);
    const query = itemsQuery(ask.query);
    ask.body = { rows: await inReadTransaction(ctx, subject, (tx) => migrationItems(tx, id, query)) };
  });
}
