import type { Seat } from "../../engine/assignment/index.ts";
import type { OpenTask } from "../../engine/process/index.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { Candidates } from "./candidates.ts";
import type { Hand } from "./hand.ts";
import type { Instance } from "./instance.ts";
import { quorumOf, type TaskPlan } from "./plan.ts";
import type { taskChanges } from "./rows.ts";

/** A task as it was opened by a step. */
export interface OpenedTask {
  id: string;
  task: OpenTask;
  candidates: Candidates;
  seats: Seat[];
  dueAt: string | null;
}

type Changes = ReturnType<typeof taskChanges>;

/** What completing a task adds to its row; all null while it is open. */
function completion(closed: Changes["opened"][number]["closed"], hand: Hand, at: string, note?: string | null) {
  if (!closed) return { state: "open", done: null, by: null, for: null, outcome: null, opinion: null };
  const completed = closed.reason === "completed";
  // What passed by itself was completed by nobody, with the note that says why.
  const byHand = completed && !note;
  return {
    state: completed ? "completed" : "cancelled",
    done: at,
    by: byHand ? hand.accountId : null,
    for: byHand ? (hand.forId ?? null) : null,
    outcome: closed.outcome ?? null,
    opinion: completed ? (note ?? hand.opinion ?? null) : null,
  };
}

/** Rows of the tasks a step opened, each beside what the rest of the runtime needs of it. */
export function openedRows(
  changes: Changes["opened"],
  plans: ReadonlyMap<string, TaskPlan>,
  instance: Instance,
  hand: Hand,
  at: string,
): { row: Record<string, unknown>; opened: OpenedTask; open: boolean }[] {
  return changes.map(({ task, closed }) => {
    const plan = plans.get(task.taskId) as TaskPlan;
    const { candidates: found, seats, barredId, reasons, comeBack, formRights } = plan;
    const id = uuidv7(Date.parse(at));
    const row = {
      id,
      instanceId: instance.id,
      token: task.taskId,
      node: task.nodeId,
      name: task.name,
      title: instance.title,
      recordId: instance.recordId,
      recordType: instance.recordType,
      orgUnitId: instance.orgUnitId,
      divisionCode: instance.divisionCode,
      role: found.role,
      unit: found.unitId,
      assignee: found.assigneeId,
      due: plan.dueAt,
      at,
      rights: formRights,
      outcomes: task.outcomes,
      ...(seats.length > 0 && { seated: true, quorum: quorumOf(task) }),
      ...(barredId !== null && { barred: barredId }),
      ...(hand.taskId && { previous: hand.taskId }),
      ...(comeBack && { back: comeBack }),
      ...(reasons.length > 0 && { reasons }),
      ...completion(closed, hand, at, plan.pass),
    };
    return { row, opened: { id, task, candidates: found, seats, dueAt: plan.dueAt }, open: closed === null };
  });
}

/** Changes of the tasks a step closed. */
export function closedRows(closed: Changes["closed"], instance: Instance, hand: Hand, at: string): unknown[] {
  return closed.map((effect) => ({
    instance: instance.id,
    token: effect.taskId,
    ...completion(effect, hand, at),
  }));
}
