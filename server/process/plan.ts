import { agrees, arranged, type Choice, type Quorum, type Seat, tally } from "../../engine/assignment/index.ts";
import type { FieldRight, OpenTask, TaskRules } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { type Candidates, isStarterTask } from "./candidates.ts";
import type { Instance } from "./instance.ts";
import { needsPeople, withPeople } from "./plan-people.ts";
import { autoPass, dueAfter, ownSubmission, samePerson } from "./plan-rules.ts";
import type { Step } from "./step.ts";
import type { ComeBack } from "./task.ts";

/** How a task is put before people: who, with what seats, until when; or that it passes by itself. */
export interface TaskPlan {
  candidates: Candidates;
  /** Participants by whose answers it is decided; none for a task of a group. */
  seats: Seat[];
  barredId: number | null;
  dueAt: string | null;
  /** Why a rule did not let it pass, or why it lies here. */
  reasons: string[];
  formRights: FieldRight[];
  comeBack: ComeBack | null;
  /** The note with which it passes by itself. */
  pass: string | null;
}

/** What a return says about the task it opens. */
export interface Opening {
  nodeId: string;
  comeBack?: ComeBack | null;
  /** The only fields that may be changed. */
  fields?: readonly string[] | undefined;
  /** Whoever had it before, or comes back to it. */
  assigneeId?: number | null;
  /** Participants whose answers stand from before. */
  seats?: Seat[] | undefined;
}

/** What planning may ask besides the task. */
export interface Planning {
  ctx: AppContext;
  tx: Tx;
  instance: Instance;
  step: Step;
  /** Who takes the step. */
  accountId: number | null;
  opening: Opening | undefined;
  /** Content that is not stored yet, of a look ahead. */
  data?: Record<string, unknown>;
}

/** The plan of a task for which nothing is declared. */
export function plainPlan(task: OpenTask, candidates: Candidates): TaskPlan {
  return {
    ...{ candidates, seats: [], barredId: null, dueAt: task.dueAt ?? null, reasons: [], formRights: task.formRights },
    ...{ comeBack: null, pass: null },
  };
}

/** The outcome by which a task passes without anybody. */
export function agreeingOutcome(choices: readonly Choice[]): { outcome?: string } {
  const found = choices.find(({ key }) => agrees(choices, key));
  return found ? { outcome: found.key } : {};
}

/** The rule of a task that is decided by participants; of people named one by one without a rule one is enough. */
export function quorumOf({ assignment }: OpenTask): Quorum {
  return assignment.quorum ?? { rule: "any", order: "parallel" };
}

function opened(plan: TaskPlan, task: OpenTask, opening: Opening | undefined): TaskPlan {
  if (!opening || opening.nodeId !== task.nodeId) return plan;
  const { comeBack = null, fields, assigneeId } = opening;
  const formRights = fields && !isStarterTask(task) ? onlyThese(task.formRights, fields) : plan.formRights;
  const takes = assigneeId && plan.seats.length === 0;
  const candidates = takes ? { ...plan.candidates, assigneeId, found: true } : plan.candidates;
  return { ...plan, comeBack, formRights, candidates };
}

/** Chosen fields may be changed, hidden ones stay hidden, all others can only be read. */
function onlyThese(rights: readonly FieldRight[], fields: readonly string[]): FieldRight[] {
  const hidden = rights.filter(({ mode, field }) => mode === "hidden" && !fields.includes(field));
  const open = fields.map((field): FieldRight => {
    const demanded = rights.some((right) => right.field === field && right.mode === "required");
    return { field, mode: demanded ? "required" : "edit" };
  });
  return [{ field: "*", mode: "read" }, ...hidden, ...open];
}

async function followRules(plan: TaskPlan, task: OpenTask, rules: TaskRules, planning: Planning): Promise<TaskPlan> {
  let next = plan;
  if (rules.due) next = await dueAfter(next, rules.due, planning);
  if (rules.ownSubmission && rules.ownSubmission !== "allow") {
    next = await ownSubmission(next, task, rules.ownSubmission, planning);
  }
  if (next.pass === null && rules.samePerson === "pass") next = await samePerson(next, task, planning);
  if (next.pass === null && rules.autoPass) next = await autoPass(next, rules.autoPass, planning);
  return next;
}

function counted(plan: TaskPlan, task: OpenTask): TaskPlan {
  if (plan.seats.length === 0) return plan;
  const count = tally(plan.seats, quorumOf(task), task.outcomes);
  const pass = plan.pass ?? (count.decision ? "本环节办理人此前均已审核通过同一内容，自动通过。" : null);
  return { ...plan, seats: arranged(plan.seats, count), pass };
}

/** Plans one task; asks the database only for what the task declares. */
export async function planTask(task: OpenTask, candidates: Candidates, planning: Planning): Promise<TaskPlan> {
  const rules = planning.step.model.nodes[task.nodeId]?.task?.rules;
  const plain = plainPlan(task, candidates);
  if (isStarterTask(task)) return opened(plain, task, planning.opening);
  let plan = needsPeople(task, candidates) ? await withPeople(plain, task, planning) : plain;
  if (rules && plan.candidates.found) plan = await followRules(plan, task, rules, planning);
  // A task that cannot be agreed to waits for somebody, whatever the rules say.
  const passes = task.outcomes.length === 0 || agreeingOutcome(task.outcomes).outcome !== undefined;
  const given = planning.opening?.nodeId === task.nodeId ? planning.opening.seats : undefined;
  const settled = counted(given ? { ...plan, seats: given, pass: null } : plan, task);
  return opened(passes ? settled : { ...settled, pass: null }, task, planning.opening);
}
