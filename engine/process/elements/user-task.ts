import type { Assignment, OpenTask } from "../effect.ts";
import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { type NodeModel, type TaskModel, titleOf } from "../model.ts";
import { readTask } from "../read-task.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";
import { dueInstant } from "../timer/schedule.ts";
import { armBoundary } from "../waits.ts";
import { inputsOf, takeInputs } from "./activity.ts";

/** User task: waits until the caller says that its participants are done. */
export const userTask: Element = {
  kind: "userTask",
  matches: "UserTask",
  waits: true,
  extensions: [
    "zeebe:UserTask",
    "zeebe:AssignmentDefinition",
    "zeebe:FormDefinition",
    "zeebe:TaskSchedule",
    "tianbao:Assignment",
    "tianbao:Quorum",
    "tianbao:FieldRights",
    "tianbao:Outcomes",
    "tianbao:TaskRules",
    "tianbao:Due",
    "tianbao:AutoPass",
    "tianbao:Copies",
  ],
  read(source, node) {
    node.task = readTask(source);
  },
  enter(run, token, node) {
    takeInputs(run, token, node);
    token.task = `k${run.nextNumber()}`;
    const task = node.task as TaskModel;
    const effect: OpenTask = {
      type: "openTask",
      taskId: token.task,
      tokenId: token.id,
      nodeId: node.id,
      name: node.name,
      assignment: assignmentOf(run, token, node, task),
      ...(task.formKey === undefined ? {} : { formKey: task.formKey }),
      formRights: task.fieldRights,
      outcomes: task.outcomes,
      ...(node.recordState ? { recordState: node.recordState } : {}),
      ...inputsOf(token, node),
    };
    const dueAt = instant(run, token, node, task.dueDate);
    const followUpAt = instant(run, token, node, task.followUpDate);
    if (dueAt !== undefined) effect.dueAt = dueAt;
    if (followUpAt !== undefined) effect.followUpAt = followUpAt;
    run.effects.push(effect);
    armBoundary(run, token, node);
  },
};

function assignmentOf(run: Run, token: Token, node: NodeModel, task: TaskModel): Assignment {
  const { assignee, candidateUsers, candidateGroups, ...own } = task.assignment;
  const assignment: Assignment = { ...own };
  const person = assignee === undefined ? undefined : names(run.resolve(assignee, node, token))[0];
  if (person !== undefined) assignment.assignee = person;
  if (candidateUsers !== undefined) assignment.candidateUsers = names(run.resolve(candidateUsers, node, token));
  if (candidateGroups !== undefined) assignment.candidateGroups = names(run.resolve(candidateGroups, node, token));
  if (node.lane !== undefined) assignment.lane = node.lane;
  if (task.quorum) assignment.quorum = task.quorum;
  return assignment;
}

function names(value: unknown): string[] {
  const list = Array.isArray(value) ? value.map(String) : typeof value === "string" ? value.split(",") : [];
  return list.map((name) => name.trim()).filter((name) => name !== "");
}

function instant(run: Run, token: Token, node: NodeModel, source: string | undefined): string | undefined {
  if (source === undefined) return undefined;
  const value = run.resolve(source, node, token);
  if (value === null) return undefined;
  const due = typeof value === "string" ? dueInstant(value, run.at) : null;
  if (due !== null) return due;
  const message = `节点${titleOf(node)}的办理期限“${String(value)}”无法识别，请填写日期或 P3D 这样的时长`;
  throw new ProcessError("timer-invalid", message, node.id);
}
