import { eventRow, insertEvents, type RecordEvent } from "../models/record/events.ts";
import type { Asking } from "./candidates.ts";
import { copyNotice, copyRows, INSERT_COPIES } from "./copies.ts";
import type { Hand } from "./hand.ts";
import { type Incident, incidentsAfter, statusOf } from "./incident.ts";
import { INSERT_INCIDENTS, incidentRows, openIncidents, RESOLVE_INCIDENTS } from "./incident-rows.ts";
import type { Instance } from "./instance.ts";
import { noticesOf } from "./notices.ts";
import {
  dueJobs,
  type EventRow,
  eventRows,
  jobRows,
  SERVICE_JOB,
  subscriptionRows,
  TIMER_JOB,
  taskChanges,
  timerRows,
} from "./rows.ts";
import { seatRow, WRITE_SEATS } from "./seats.ts";
import type { Settled } from "./settle.ts";
import { Statement } from "./statement.ts";
import type { Step } from "./step.ts";
import * as statements from "./step-statements.ts";
import { closedRows, type OpenedTask, openedRows } from "./task-rows.ts";

/** What came of a step, for those who go on with the record. */
export interface Written {
  status: Instance["status"];
  incident: Incident | null;
  /** Tasks that now wait for somebody. */
  opened: OpenedTask[];
  /** A token entered an end that makes the revision official. */
  effective: boolean;
}

function addInstance(statement: Statement, instance: Instance, step: Step, written: Written): void {
  const ended = written.status === "completed" || written.status === "terminated";
  const row = {
    ...instance,
    status: written.status,
    state: step.state,
    incident: written.incident,
    at: step.at,
    endedAt: ended ? step.at : null,
  };
  statement.add(step.before ? statements.UPDATE_INSTANCE : statements.INSERT_INSTANCE, row);
}

function addEvents(statement: Statement, instance: Instance, step: Step, hand: Hand, more: readonly EventRow[]): void {
  const rows = [...eventRows(step.effects), ...more].map((row) => ({
    ...row,
    instance: instance.id,
    at: step.at,
    by: hand.accountId,
  }));
  statement.add(statements.INSERT_EVENTS, rows);
}

type Incidents = ReturnType<typeof incidentsAfter>;

function addIncidents(
  statement: Statement,
  instance: Instance,
  step: Step,
  hand: Hand,
  { fresh, solved }: Incidents,
): void {
  statement.add(INSERT_INCIDENTS, incidentRows(instance, fresh)).add(
    RESOLVE_INCIDENTS,
    solved.map((id) => ({ id, at: step.at, by: hand.accountId })),
  );
}

/** The engine's own incidents are among its effects; those the runtime found have no line of their own yet. */
function incidentEvents({ fresh }: Incidents): EventRow[] {
  return fresh
    .filter(({ kind }) => kind === "candidate")
    .map(({ nodeId, message }) => ({ kind: "incident", node: nodeId, flow: null, detail: { message } }));
}

function addSeats(statement: Statement, instance: Instance, opened: readonly OpenedTask[], step: Step): void {
  const { orgUnitId, divisionCode } = instance;
  const rows = opened.flatMap(({ id, seats }) =>
    seats.map((seat) => seatRow(seat, { id, orgUnitId, divisionCode }, step.at)),
  );
  statement.add(WRITE_SEATS, rows);
  // Whoever was asked at a task that is taken away need not answer any more.
  const moved = step.effects.some(({ type }) => type === "move");
  const away = taskChanges(step.effects).closed.filter(({ reason }) => moved || reason === "cancelled");
  statement.add(
    statements.CLOSE_SEATS,
    away.map(({ taskId }) => ({ instance: instance.id, token: taskId })),
  );
}

function addWaits(statement: Statement, instance: Instance, step: Step, opened: readonly OpenedTask[]): void {
  const { id } = instance;
  const timers = timerRows(step, id);
  const subscriptions = subscriptionRows(step);
  const jobs = jobRows(step, id);
  // Nothing runs while the instance is suspended; resuming gives each timer the time it has left.
  const held = instance.status === "suspended" ? "infinity" : null;
  const timerJobs = timers.armed.map(({ job, payload, due }) => ({
    ...{ id: job, kind: TIMER_JOB, payload, runAt: held ?? due, maxAttempts: 20 },
  }));
  const serviceJobs = jobs.put.map((job) => (job.kind.startsWith(SERVICE_JOB) ? { ...job, runAt: held } : job));
  const taskJobs = dueJobs(step.model, opened).map((job) => ({ ...job, runAt: held ?? job.runAt }));
  const clock = held === null ? null : step.at;
  const of = { instance: id };
  statement
    .add(
      statements.DISARM_TIMERS,
      timers.disarmed.map(({ timer }) => ({ ...of, timer })),
    )
    .add(
      statements.CANCEL_TIMER_JOBS,
      timers.disarmed.map(({ job }) => ({ job })),
    )
    .add(
      statements.ARM_TIMERS,
      timers.armed.map(({ timer, node, due, job }) => ({ ...of, timer, node, due, job, clock })),
    )
    .add(statements.INSERT_JOBS, [...timerJobs, ...serviceJobs, ...taskJobs])
    .add(statements.CANCEL_JOBS, jobs.cancelled)
    .add(
      statements.UNSUBSCRIBE,
      subscriptions.unsubscribed.map((subscription) => ({ ...of, id: subscription })),
    )
    .add(
      statements.SUBSCRIBE,
      subscriptions.subscribed.map((row) => ({ ...of, ...row })),
    );
}

/**
 * Writes everything a step asks for - state, tasks, timers, jobs, messages, history, notifications - in one round trip.
 * The instance must be locked by this transaction, or be new.
 */
export async function writeStep(
  asking: Asking,
  instance: Instance,
  { step, plans }: Settled,
  hand: Hand,
  events: readonly RecordEvent[] = [],
): Promise<Written> {
  const changes = taskChanges(step.effects);
  const rows = openedRows(changes.opened, plans, instance, hand, step.at);
  const opened = rows.filter(({ open }) => open).map((each) => each.opened);
  const before = instance.incident === null ? [] : await openIncidents(asking.tx, instance.id);
  const incidents = incidentsAfter(step, opened, before);
  const incident = incidents.latest;
  const effective = step.effects.some((effect) => effect.type === "recordState" && effect.effective === true);
  const written: Written = { status: statusOf(step, incident, instance.status), incident, opened, effective };
  const statement = new Statement();
  addInstance(statement, instance, step, written);
  statement.add(statements.CLOSE_TASKS, closedRows(changes.closed, instance, hand, step.at)).add(
    statements.INSERT_TASKS,
    rows.map(({ row }) => row),
  );
  addSeats(
    statement,
    instance,
    rows.map((each) => each.opened),
    step,
  );
  addWaits(statement, instance, step, opened);
  addEvents(statement, instance, step, hand, incidentEvents(incidents));
  addIncidents(statement, instance, step, hand, incidents);
  statement.add(
    insertEvents("$$"),
    events.map((event) => eventRow(instance.recordId, hand, event)),
  );
  statement.add(statements.INSERT_NOTIFICATIONS, noticesOf(instance, opened, effective, hand, step.at));
  const copies = await copyRows(asking, instance, step, rows, hand);
  statement.add(INSERT_COPIES, copies).add(statements.INSERT_NOTIFICATIONS, copies.map(copyNotice));
  await statement.run(asking.tx);
  return written;
}
