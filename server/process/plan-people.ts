import type { Seat } from "../../engine/assignment/index.ts";
import type { OpenTask } from "../../engine/process/index.ts";
import { sql } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { Candidates } from "./candidates.ts";
import { holdersOf, type Person, peopleByLogin } from "./people.ts";
import type { Planning, TaskPlan } from "./plan.ts";

/** Whether more than "one role at one unit" is declared, or nobody was found and the model says what then. */
export function needsPeople({ assignment }: OpenTask, { found }: Candidates): boolean {
  const { assignee, candidateUsers, candidateGroups, quorum, policyWhenNone } = assignment;
  if (assignee !== undefined || candidateUsers !== undefined || quorum !== undefined) return true;
  if ((candidateGroups?.length ?? 0) > 1) return true;
  return !found && (policyWhenNone === "pass" || policyWhenNone === "admin");
}

/** Main seats for people, all waiting until they are counted. */
export function mainSeats(people: readonly { id: number }[], at: string): Seat[] {
  return people.map(({ id: accountId }, n) => {
    const id = uuidv7(Date.parse(at));
    return { id, accountId, kind: "main", of: null, order: n + 1, state: "waiting", outcome: null, addedBy: null };
  });
}

async function participants({ assignment }: OpenTask, { unitId }: Candidates, planning: Planning): Promise<Person[]> {
  const roles = assignment.role ? [assignment.role] : (assignment.candidateGroups ?? []);
  const found = assignment.candidateUsers ? await peopleByLogin(planning.tx, assignment.candidateUsers) : [];
  if (unitId !== null) for (const role of roles) found.push(...(await holdersOf(planning, role, unitId)));
  return found.filter(({ id }, n) => found.findIndex((other) => other.id === id) === n);
}

const ADMINISTRATORS = `
  select r.role_key as role, a.org_unit_id as "unitId" from account_role r join account a on a.id = r.account_id
  where r.role_key = any($1) and a.disabled_at is null order by a.id limit 1`;

async function nobodyFound(plan: TaskPlan, task: OpenTask, { ctx, tx }: Planning): Promise<TaskPlan> {
  if (task.assignment.policyWhenNone === "pass") {
    return { ...plan, pass: `没有可以办理“${task.name}”的人员，按流程设置自动通过。` };
  }
  if (task.assignment.policyWhenNone !== "admin") return plan;
  const roles = ctx.definitions.roles().filter(({ permissions }) => permissions?.includes("process.monitor"));
  const keys = roles.map(({ key }) => key);
  const [admin] = await sql<{ role: string; unitId: number }>(tx, ADMINISTRATORS, [keys]);
  if (!admin) return plan;
  const reasons = [...plan.reasons, `没有可以办理“${task.name}”的人员，已转系统管理员处理。`];
  return { ...plan, seats: [], reasons, candidates: { ...admin, assigneeId: null, found: true } };
}

/** Puts the task before one person, before the seats of several, or before whom the model names when there is nobody. */
export async function withPeople(plan: TaskPlan, task: OpenTask, planning: Planning): Promise<TaskPlan> {
  const { assignee, candidateUsers, candidateGroups, quorum } = task.assignment;
  if (assignee !== undefined) {
    const [person] = await peopleByLogin(planning.tx, [assignee]);
    if (!person) return nobodyFound({ ...plan, candidates: { ...plan.candidates, found: false } }, task, planning);
    const candidates = { role: null, unitId: person.unitId, assigneeId: person.id, found: true };
    return { ...plan, candidates };
  }
  const several = candidateUsers !== undefined || quorum !== undefined || (candidateGroups?.length ?? 0) > 1;
  if (!several) return nobodyFound(plan, task, planning);
  const people = await participants(task, plan.candidates, planning);
  const candidates = { ...plan.candidates, found: people.length > 0 };
  const next = { ...plan, candidates, seats: mainSeats(people, planning.step.at) };
  return people.length > 0 ? next : nobodyFound(next, task, planning);
}
