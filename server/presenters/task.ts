import type { TaskPanel } from "../process/task-panel.ts";
import type { TaskFacts } from "../process/task-view.ts";

/** A task for the screen, beside the record it is about. */
export function presentTask(facts: TaskFacts, panel: TaskPanel, record: unknown, now: string): Record<string, unknown> {
  const { task } = facts;
  return {
    id: task.id,
    name: task.name,
    nodeId: task.nodeId,
    state: task.state,
    createdAt: facts.createdAt,
    dueAt: facts.dueAt,
    overdue: task.state === "open" && facts.dueAt !== null && facts.dueAt < now,
    outcomes: task.outcomes.map(({ key, label, opinion, style, kind }) => ({ key, label, opinion, style, kind })),
    formRights: task.formRights,
    record,
    recordId: facts.recordId,
    canAct: facts.whyNot === null,
    whyNot: facts.whyNot,
    starter: facts.starter,
    instanceId: task.instanceId,
    instanceStatus: facts.instanceStatus,
    incident: facts.incident?.message ?? null,
    assignee: task.assigneeId === null ? null : { id: task.assigneeId, name: task.assigneeName },
    completedAt: facts.completedAt,
    completedBy: facts.completedBy,
    outcome: facts.outcome,
    opinion: facts.opinion,
    lockVersion: task.lockVersion,
    // In whose place a substitute acts.
    actsFor: facts.standing?.forId == null ? null : panel.principal,
    completedFor: facts.completedFor,
    openedAt: facts.openedAt,
    urgedAt: facts.urgedAt,
    urgedCount: facts.urgedCount,
    reasons: facts.reasons ?? [],
    comeBack: task.comeBack && { name: task.comeBack.name },
    quorum: task.quorum,
    ...panel,
    participants: panel.participants.map((seat) => ({
      ...seat,
      outcomeText: task.outcomes.find(({ key }) => key === seat.outcome)?.label ?? null,
    })),
  };
}
