import type { OpenTask } from "../../engine/process/index.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { Candidates } from "./candidates.ts";
import type { Hand } from "./hand.ts";
import type { Instance } from "./instance.ts";
import type { taskChanges } from "./rows.ts";

/** A task as it was opened by a step. */
export interface OpenedTask {
  id: string;
  task: OpenTask;
  candidates: Candidates;
}

type Changes = ReturnType<typeof taskChanges>;

/** What completing a task adds to its row; all null while it is open. */
function completion(closed: Changes["opened"][number]["closed"], hand: Hand, at: string) {
  if (!closed) return { state: "open", done: null, by: null, outcome: null, opinion: null };
  const completed = closed.reason === "completed";
  return {
    state: completed ? "completed" : "cancelled",
    done: at,
    by: completed ? hand.accountId : null,
    outcome: closed.outcome ?? null,
    opinion: completed ? (hand.opinion ?? null) : null,
  };
}

/** Rows of the tasks a step opened, each beside what the rest of the runtime needs of it. */
export function openedRows(
  changes: Changes["opened"],
  candidates: readonly Candidates[],
  instance: Instance,
  hand: Hand,
  at: string,
): { row: Record<string, unknown>; opened: OpenedTask; open: boolean }[] {
  return changes.map(({ task, closed }, index) => {
    const found = candidates[index] as Candidates;
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
      due: task.dueAt ?? null,
      at,
      rights: task.formRights,
      outcomes: task.outcomes,
      ...completion(closed, hand, at),
    };
    return { row, opened: { id, task, candidates: found }, open: closed === null };
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
