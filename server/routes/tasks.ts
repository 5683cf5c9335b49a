import { requireSubject } from "../auth/require.ts";
import { claimTask, unclaimTask } from "../commands/claim-task.ts";
import { type Completion, completeTask } from "../commands/complete-task.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { readRecord } from "../models/record/read.ts";
import { presentDeskRow } from "../presenters/desk-row.ts";
import { presentRecord } from "../presenters/record.ts";
import { presentTask } from "../presenters/task.ts";
import { type DeskRequest, deskCounts, deskPage } from "../process/desk.ts";
import { taskFacts, uuidOf } from "../process/task-view.ts";

const deskQuery = validatedQuery<DeskRequest>({
  type: "object",
  properties: {
    box: { enum: ["todo", "done", "started", "overdue"], type: "string", default: "todo" },
    q: { type: "string", maxLength: 100 },
    node: { type: "string", maxLength: 200 },
    offset: { type: "integer", minimum: 0, maximum: 100_000, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 100, default: 20 },
  },
  additionalProperties: false,
});

const completion = validated<Completion>({
  type: "object",
  properties: {
    outcome: { type: "string", maxLength: 100 },
    opinion: { type: "string", maxLength: 2000 },
    data: { type: "object" },
    lockVersion: { type: "integer" },
  },
  additionalProperties: false,
});

/** The desk and what can be done with a task. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/tasks", async (request) => {
    const subject = requireSubject(request);
    const query = deskQuery(request.query);
    const now = ctx.now().toISOString();
    const { rows, total } = await inTransaction(ctx, subject, (tx) => deskPage(tx, subject, query, now));
    request.body = { rows: rows.map((row) => presentDeskRow(ctx, query.box, row, now)), total };
  });

  router.get("/tasks/counts", async (request) => {
    const subject = requireSubject(request);
    const now = ctx.now().toISOString();
    request.body = await inTransaction(ctx, subject, (tx) => deskCounts(tx, subject, now));
  });

  router.get("/tasks/:id", async (request) => {
    const { subject } = requesterOf(request);
    const id = uuidOf(request.params.id);
    const facts = await inTransaction(ctx, subject, (tx) => taskFacts(ctx, tx, subject, id));
    // Whoever is asked to decide may see what about, even where the record lies outside his division.
    const record = await inTransaction(ctx, facts.whyNot === null ? "system" : subject, async (tx) =>
      presentRecord(ctx, tx, subject, await readRecord(ctx, tx, subject, facts.recordId)),
    );
    request.body = presentTask(facts, record, ctx.now().toISOString());
  });

  router.post("/tasks/:id/claim", async (request) => {
    request.body = await claimTask(ctx, requesterOf(request), uuidOf(request.params.id));
  });

  router.post("/tasks/:id/unclaim", async (request) => {
    request.body = await unclaimTask(ctx, requesterOf(request), uuidOf(request.params.id));
  });

  router.post("/tasks/:id/complete", async (request) => {
    const body = completion(request.request.body ?? {});
    request.body = await completeTask(ctx, requesterOf(request), uuidOf(request.params.id), body);
  });
}
