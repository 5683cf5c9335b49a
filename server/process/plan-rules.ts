import { afterWorkingDays, agrees } from "../../engine/assignment/index.ts";
import { evaluateFeel } from "../../engine/expression/index.ts";
import type { OpenTask, TaskRules } from "../../engine/process/index.ts";
import { sql } from "../database/transaction.ts";
import { calendarExceptions } from "./calendar.ts";
import { type Asking, isStarterTask, resolveCandidates } from "./candidates.ts";
import { holdersOf, type Person } from "./people.ts";
import type { Planning, TaskPlan } from "./plan.ts";
import { agreeingOutcome } from "./plan.ts";
import { mainSeats } from "./plan-people.ts";

/** Due after working days by the city's calendar. */
export async function dueAfter(
  plan: TaskPlan,
  { workingDays }: NonNullable<TaskRules["due"]>,
  { tx, step }: Planning,
): Promise<TaskPlan> {
  const exceptions = await calendarExceptions(tx);
  return { ...plan, dueAt: afterWorkingDays(step.at, workingDays, exceptions) };
}

async function asked(plan: TaskPlan, asking: Asking): Promise<number[]> {
  const { role, unitId, assigneeId } = plan.candidates;
  if (plan.seats.length > 0) return plan.seats.map(({ accountId }) => accountId);
  if (assigneeId !== null) return [assigneeId];
  if (role === null || unitId === null) return [];
  return (await holdersOf(asking, role, unitId)).map(({ id }) => id);
}

/** The same role one level up, without whoever submitted. */
async function nextLevel(plan: TaskPlan, task: OpenTask, planning: Planning): Promise<[TaskPlan, Person[]]> {
  const { role, unitId } = plan.candidates;
  if (role === null || unitId === null) return [plan, []];
  const { startedBy } = planning.instance;
  const assignment = { ...task.assignment, role, unit: "parent" as const, policyWhenNone: "parent" as const };
  const above = { ...task, assignment };
  const [candidates] = await resolveCandidates(planning, [above], { orgUnitId: unitId, startedBy });
  if (!candidates?.found || candidates.unitId === null) return [plan, []];
  const people = (await holdersOf(planning, role, candidates.unitId)).filter(({ id }) => id !== startedBy);
  return [{ ...plan, candidates }, people];
}

/** Whoever submitted does not decide on it: others do; without others it is skipped, or the next level is asked. */
export async function ownSubmission(
  plan: TaskPlan,
  task: OpenTask,
  rule: "skip" | "next",
  planning: Planning,
): Promise<TaskPlan> {
  const { instance, step } = planning;
  const starter = instance.startedBy;
  const people = await asked(plan, planning);
  if (starter === null || !people.includes(starter)) return plan;
  const others = people.filter((id) => id !== starter);
  if (others.length > 0) {
    const seats = plan.seats.filter(({ accountId }) => accountId !== starter);
    return { ...plan, seats, barredId: starter };
  }
  if (rule === "skip") return { ...plan, pass: `“${task.name}”的办理人就是提交人本人，按流程设置跳过。` };
  const [above, next] = await nextLevel(plan, task, planning);
  if (next.length === 0) {
    return { ...plan, candidates: { ...plan.candidates, found: false }, seats: [], barredId: starter };
  }
  const reasons = [...plan.reasons, "原办理人就是提交人本人，已转由上一级审核。"];
  const seats = plan.seats.length > 0 ? mainSeats(next, step.at) : [];
  return { ...above, seats, barredId: starter, reasons };
}

const APPROVED = `
  with since as (select max(at) as at from record_event where record_id = $2 and kind in ('submitted', 'amended'))
  select coalesce(t.completed_for, t.completed_by) as id, t.node_id as node, t.outcome, t.outcomes
  from task t, since where t.instance_id = $1 and t.state = 'completed' and t.completed_by is not null
    and t.completed_at >= coalesce(since.at, t.completed_at)
  union all
  select p.account_id, t.node_id, p.outcome, t.outcomes from task t join task_participant p on p.task_id = t.id, since
  where t.instance_id = $1 and p.state = 'done' and p.acted_at >= coalesce(since.at, p.acted_at)`;

interface ApprovedRow {
  id: number;
  node: string;
  outcome: string | null;
  outcomes: Parameters<typeof agrees>[0] | null;
}

/** Those who approved this very content on the way here, whoever takes this step included. */
async function approvers({ tx, instance, step, accountId }: Planning): Promise<Set<number>> {
  const starts = (node: string): boolean => {
    const found = step.model.nodes[node];
    return found?.task?.assignment.starter === true || found?.recordState?.editable === true;
  };
  const rows = await sql<ApprovedRow>(tx, APPROVED, [instance.id, instance.recordId]);
  const earlier = rows.filter(({ node, outcome, outcomes }) => !starts(node) && agrees(outcomes ?? [], outcome));
  const now = step.effects.some((effect) => {
    if (effect.type !== "closeTask" || effect.reason !== "completed" || starts(effect.nodeId)) return false;
    return agrees(step.model.nodes[effect.nodeId]?.task?.outcomes ?? [], effect.outcome ?? null);
  });
  return new Set([...earlier.map(({ id }) => id), ...(now && accountId !== null ? [accountId] : [])]);
}

/** Whoever already approved this content is not asked again. */
export async function samePerson(plan: TaskPlan, task: OpenTask, planning: Planning): Promise<TaskPlan> {
  if (isStarterTask(task)) return plan;
  const done = await approvers(planning);
  const people = await asked(plan, planning);
  if (!people.some((id) => done.has(id))) return plan;
  if (plan.seats.length === 0) return { ...plan, pass: "办理人此前已审核通过同一内容，自动通过。" };
  const { outcome = null } = agreeingOutcome(task.outcomes);
  const seats = plan.seats.map((seat) =>
    done.has(seat.accountId) ? { ...seat, state: "done" as const, outcome } : seat,
  );
  return { ...plan, seats };
}

/** Passes clean content by itself; otherwise says which checks keep it here. */
export async function autoPass(
  plan: TaskPlan,
  checks: NonNullable<TaskRules["autoPass"]>,
  { tx, instance, step, data }: Planning,
): Promise<TaskPlan> {
  const text = "select data from record_revision where id = $1";
  const [row] = data ? [{ data }] : await sql<{ data: Record<string, unknown> }>(tx, text, [instance.revisionId]);
  const variables = { ...step.state.variables, record: row?.data ?? {} };
  const failed = checks.flatMap(({ condition, reason }) => {
    const result = evaluateFeel(condition, variables, step.at);
    if (result.ok && result.value === true) return [];
    return [result.ok ? reason : `${reason}（条件无法计算：${result.message}）`];
  });
  if (failed.length === 0) return { ...plan, pass: "各项检查均符合自动通过的条件，自动通过。" };
  return { ...plan, reasons: [...plan.reasons, ...failed] };
}
