import { markCancelled } from "../commands/mark-cancelled.ts";
import { putInForce } from "../commands/put-in-force.ts";
import { reopenRevision } from "../commands/reopen-revision.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { RecordEvent } from "../models/record/events.ts";
import { isStarterTask } from "./candidates.ts";
import type { Hand } from "./hand.ts";
import type { Instance } from "./instance.ts";
import type { Opening } from "./plan.ts";
import { taskChanges } from "./rows.ts";
import { type Settled, settle } from "./settle.ts";
import { advance, type Step } from "./step.ts";
import { type Written, writeStep } from "./write-step.ts";

/** What a step means for the record it is about. */
export type Meaning = "inForce" | "reopened" | "none";

/** Official at an effective end; the filler's again when his task opens, or when the process ends without effect. */
export function meaningOf(step: Step): Meaning {
  if (step.effects.some((effect) => effect.type === "recordState" && effect.effective === true)) return "inForce";
  if (step.state.status === "ended") return "reopened";
  const open = taskChanges(step.effects).opened.filter(({ closed }) => closed === null);
  return open.some(({ task }) => isStarterTask(task)) ? "reopened" : "none";
}

/** A side branch, like a reminder, may end after the main one made the revision official. */
async function stillUndecided(tx: Tx, revisionId: string): Promise<boolean> {
  const text = "select from record_revision where id = $1 and in_force_at is null and submitted_at is not null";
  return (await sql(tx, text, [revisionId])).length > 0;
}

/** The line in the record's own history that a step leaves besides what follows from its meaning. */
export interface StepEvent extends Pick<RecordEvent, "kind" | "taskId" | "opinion" | "detail"> {
  /** Left out where the record is reopened, which says the same. */
  unlessReopened?: boolean;
}

/** What may be said of a step besides the step itself. */
export interface Finishing {
  event?: StepEvent;
  withdrawn?: boolean;
  /** The record was never submitted: that its filler has a task gives nothing back. */
  isDraft?: boolean;
  /** Of a return: what the task it opens is about. */
  opening?: Opening;
}

/** A line of the record's history for each task that passed by itself, with the note that says why. */
function passedByRule({ step, plans }: Settled, revisionId: string): RecordEvent[] {
  return taskChanges(step.effects).opened.flatMap(({ task, closed }) => {
    const note = plans.get(task.taskId)?.pass;
    if (!note || closed?.reason !== "completed") return [];
    const label = task.outcomes.find(({ key }) => key === closed.outcome)?.label;
    const detail = { task: task.name, outcome: closed.outcome, label, automatic: true };
    return [{ revisionId, kind: "approved" as const, at: step.at, opinion: note, detail }];
  });
}

/** Writes a step and what it means for the record, in the transaction that holds the instance. */
export async function finishStep(
  ctx: AppContext,
  tx: Tx,
  instance: Instance,
  taken: Step,
  hand: Hand,
  { event, withdrawn = false, isDraft = false, opening }: Finishing = {},
): Promise<Written> {
  const settled = await settle({ ctx, tx, instance, step: taken, accountId: hand.accountId, opening });
  const { step } = settled;
  if (instance.purpose === "cancel") return finishCancelling(ctx, tx, instance, settled, hand, event);
  const meaning = isDraft ? "none" : meaningOf(step);
  const { recordId, revisionId } = instance;
  const told: RecordEvent[] =
    event && !(meaning === "reopened" && event.unlessReopened) ? [{ ...event, revisionId, at: step.at }] : [];
  told.push(...passedByRule(settled, revisionId));
  const written = await writeStep({ ctx, tx }, settled.instance, settled, hand, told);
  if (meaning === "inForce") await putInForce(ctx, tx, hand, { recordId, revisionId, at: step.at });
  if (meaning === "reopened" && (step.state.status !== "ended" || (await stillUndecided(tx, revisionId)))) {
    const kind = withdrawn ? "withdrawn" : "returned";
    const words = { opinion: hand.opinion ?? null, taskId: event?.taskId ?? null };
    const fields = opening?.fields;
    await reopenRevision(ctx, tx, hand, { recordId, revisionId, kind, ...words, at: step.at, fields });
  }
  return written;
}

async function isCancelled(tx: Tx, recordId: string): Promise<boolean> {
  return (await sql(tx, "select from record where id = $1 and cancelled_at is not null", [recordId])).length > 0;
}

/**
 * A step of a process that decides on cancelling: at an effective end the record is cancelled; where it would go back to
 * the filler, or ends otherwise, the cancelling is refused and everything stays as it was.
 */
async function finishCancelling(
  ctx: AppContext,
  tx: Tx,
  instance: Instance,
  settled: Settled,
  hand: Hand,
  event: StepEvent | undefined,
): Promise<Written> {
  const { step } = settled;
  const { recordId, revisionId } = instance;
  const meaning = meaningOf(step);
  const decided = meaning !== "none" && !(await isCancelled(tx, recordId));
  const isRefused = decided && meaning === "reopened";
  const last = isRefused && step.state.status !== "ended" ? advance(step, { type: "terminate" }) : step;
  const words = { opinion: hand.opinion ?? null, taskId: event?.taskId ?? null };
  const refusal = { kind: "cancelRefused" as const, ...words, revisionId, at: step.at };
  const told = event ? [{ ...event, revisionId, at: step.at }] : [];
  const written = await writeStep(
    { ctx, tx },
    instance,
    { ...settled, step: last },
    hand,
    isRefused ? [refusal] : told,
  );
  if (decided && !isRefused) await markCancelled(ctx, tx, hand, { recordId, revisionId, opinion: null, at: step.at });
  return written;
}
