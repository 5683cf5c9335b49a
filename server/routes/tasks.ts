import { requireSubject } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import { claimTask, unclaimTask } from "../commands/claim-task.ts";
import { type Completion, completeTask } from "../commands/complete-task.ts";
import { requesterOf } from "../commands/requester.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { isInvited } from "../models/record/invited.ts";
import { readRecord } from "../models/record/read.ts";
import { hiddenFields } from "../models/record/task-rights.ts";
import { presentDeskRow, recordTypeTitle } from "../presenters/desk-row.ts";
import { presentRecord } from "../presenters/record.ts";
import { presentTask } from "../presenters/task.ts";
import { type DeskRequest, deskCounts, deskGroups, deskPage } from "../process/desk.ts";
import { type StandIn, standInsOf } from "../process/substitutes.ts";
import { taskPanel } from "../process/task-panel.ts";
import { markOpened, type TaskFacts, taskFacts, uuidOf } from "../process/task-view.ts";

const deskQuery = validatedQuery<DeskRequest>({
  type: "object",
  properties: {
    box: { enum: ["todo", "done", "started", "overdue", "cc"], type: "string", default: "todo" },
    q: { type: "string", maxLength: 100 },
    node: { type: "string", maxLength: 200 },
    type: { type: "string", maxLength: 130 },
    unit: { type: "integer", minimum: 1 },
    due: { type: "string", enum: ["overdue", "today", "week", "later", "none"] },
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
    attachments: { type: "array", maxItems: 20, uniqueItems: true, items: { type: "string", format: "uuid" } },
  },
  additionalProperties: false,
});

/** A task by id; a substitute finds it wherever it comes from. */
async function factsFor(ctx: AppContext, subject: Subject, id: string): Promise<TaskFacts> {
  try {
    return await inTransaction(ctx, subject, (tx) => taskFacts(ctx, tx, subject, id));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "unknown-task")) throw error;
    const facts = await inTransaction(ctx, "system", (tx) => taskFacts(ctx, tx, subject, id));
    if (facts.standing === null) throw error;
    return facts;
  }
}

async function shownTask(ctx: AppContext, subject: Subject, id: string): Promise<Record<string, unknown>> {
  const facts = await factsFor(ctx, subject, id);
  const now = ctx.now().toISOString();
  // Whoever is asked to decide may see what about, even where the record lies outside his division.
  const asked = facts.whyNot === null;
  const invited = asked || (await inTransaction(ctx, "system", (tx) => isInvited(tx, subject, facts.recordId)));
  return inTransaction(ctx, invited ? "system" : subject, async (tx) => {
    if (asked && facts.openedAt === null) await markOpened(tx, id, now);
    const record = await readRecord(ctx, tx, subject, facts.recordId, undefined, invited);
    const shown = await presentRecord(ctx, tx, subject, record);
    const hidden = await hiddenFields(ctx, tx, record, subject);
    return presentTask(facts, await taskPanel(tx, subject, facts, hidden, now), shown, now);
  });
}

/** Looks at a desk; whoever stands in for others sees theirs as well, wherever they lie. */
async function onDesk<T>(
  ctx: AppContext,
  subject: Subject,
  look: (tx: Tx, standIns: readonly StandIn[]) => Promise<T>,
): Promise<T> {
  const [found, standIns] = await inTransaction(ctx, subject, async (tx) => {
    const others = await standInsOf(ctx, tx, subject.accountId);
    return [others.length > 0 ? undefined : await look(tx, others), others] as const;
  });
  return standIns.length > 0 ? inTransaction(ctx, "system", (tx) => look(tx, standIns)) : (found as T);
}

/** The desk and what can be done with a task. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/tasks", async (request) => {
    const subject = requireSubject(request);
    const query = deskQuery(request.query);
    const now = ctx.now().toISOString();
    const { rows, total } = await onDesk(ctx, subject, (tx, others) => deskPage(tx, subject, query, now, others));
    request.body = { rows: rows.map((row) => presentDeskRow(ctx, query.box, row, now)), total };
  });

  router.get("/tasks/counts", async (request) => {
    const subject = requireSubject(request);
    const now = ctx.now().toISOString();
    request.body = await onDesk(ctx, subject, (tx, others) => deskCounts(tx, subject, now, others));
  });

  router.get("/tasks/groups", async (request) => {
    const subject = requireSubject(request);
    const now = ctx.now().toISOString();
    const groups = await onDesk(ctx, subject, (tx, others) => deskGroups(tx, subject, now, others));
    const title = (key: string): string => recordTypeTitle(ctx, key);
    const processes = groups.processes.map((each) => ({ ...each, recordTypeTitle: title(each.recordType) }));
    request.body = { ...groups, processes };
  });

  router.get("/tasks/:id", async (request) => {
    const { subject } = requesterOf(request);
    const id = uuidOf(request.params.id);
    request.body = await shownTask(ctx, subject, id);
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
