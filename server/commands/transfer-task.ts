import { type AddedWhere, addSeats, delegateSeat, transferSeat } from "../../engine/assignment/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { sql } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import { AppError } from "../http/problem.ts";
import { mayTakeOver } from "../process/hand-to.ts";
import { type OperationKind, recordOperation } from "../process/operation.ts";
import { type Person, peopleInReach, subjectOfAccount } from "../process/people.ts";
import { tellAccounts } from "../process/tell.ts";
import { keepSeats, type Operating, operate, seatsToChange } from "./operate-task.ts";
import type { Requester } from "./requester.ts";

/** Whom a task is handed to, and what is said to him. */
export interface Handover {
  people: number[];
  note?: string;
  lockVersion?: number;
}

function refuseForPeople(message: string): AppError {
  return new AppError(422, "wrong-person", message, { errors: [{ pointer: "/people", message }] });
}

async function chosen(ctx: AppContext, { tx, task, standing }: Operating, ids: readonly number[]): Promise<Person[]> {
  const people = await peopleInReach(tx, standing.as.divisionCode, ids);
  if (people.length === 0) throw refuseForPeople("请选择人员。");
  if (people.some(({ id }) => id === standing.as.accountId)) throw refuseForPeople("不能选择您本人，请选择其他人员。");
  const barred = people.find(({ id }) => id === task.barredId);
  if (barred) throw refuseForPeople(`${barred.name}是提交人，按流程设置不能审核本人提交的内容，请选择其他人员。`);
  const able = await mayTakeOver(ctx, tx, task);
  for (const { id, name } of people) {
    const who = await subjectOfAccount(ctx, tx, id);
    if (!who || !able(who)) {
      throw refuseForPeople(`${name}没有办理“${task.name}”的角色或不在管辖范围内，请选择有这个角色的人员。`);
    }
  }
  return people;
}

async function keep(
  { tx, task, instance, standing, at }: Operating,
  { subject, actor }: Requester,
  kind: OperationKind,
  people: readonly Person[],
  { note, detail }: { note: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  const names = people.map(({ name, unitName }) => `${name}（${unitName}）`);
  const who = { accountId: subject.accountId, forId: standing.forId };
  const what = { kind, taskId: task.id, people: names, opinion: note, at };
  await recordOperation(tx, instance, { ...who, ...what, detail: { name: task.name, ...detail } });
  const told = { people: people.map(({ id }) => id), ...detail };
  await audit(tx, actor, { action: `task.${kind}`, target: `task/${task.id}`, detail: told });
}

const TRANSFER = `
  update task set assignee_id = $2, candidate_unit_id = $3, candidate_role = null, opened_at = null,
    lock_version = lock_version + 1 where id = $1`;

/** Hands the task over for good: to decide, and to answer for. @throws AppError 403, 404, 409 or 422. */
export function transferTask(ctx: AppContext, requester: Requester, id: string, handover: Handover): Promise<void> {
  const note = handover.note?.trim() || null;
  return operate(ctx, requester, id, handover.lockVersion, async (operating) => {
    const { tx, task, instance, standing, at } = operating;
    const [person, ...others] = await chosen(ctx, operating, handover.people);
    if (!person || others.length > 0) throw refuseForPeople("转办只能选择一位办理人。");
    if (standing.seat) {
      const changed = transferSeat(standing.seats, standing.seat.id, person.id);
      await keepSeats(operating, standing.seats, changed, note);
    } else {
      await sql(tx, TRANSFER, [task.id, person.id, person.unitId]);
      await tellAccounts(tx, [person.id], {
        ...{ kind: "taskOpened", title: `“${instance.title}”转由您办理：${task.name}`, body: note },
        ...{ link: `/tasks/${task.id}`, sender: requester.subject.accountId, at },
      });
    }
    await keep(operating, requester, "transferred", [person], { note });
  });
}

/** Asks somebody to answer; then it is the delegator's turn to decide. @throws AppError 403, 404, 409 or 422. */
export function delegateTask(ctx: AppContext, requester: Requester, id: string, handover: Handover): Promise<void> {
  const note = handover.note?.trim() || null;
  return operate(ctx, requester, id, handover.lockVersion, async (operating) => {
    const [person, ...others] = await chosen(ctx, operating, handover.people);
    if (!person || others.length > 0) throw refuseForPeople("委派只能选择一位人员。");
    const { before, seats, mine } = seatsToChange(operating);
    const asked = { id: uuidv7(Date.parse(operating.at)), accountId: person.id };
    await keepSeats(operating, before, delegateSeat(seats, mine, asked), note);
    await keep(operating, requester, "delegated", [person], { note });
  });
}

const places: Record<AddedWhere, string> = { before: "前加签", beside: "并加签", after: "后加签" };

/** Adds people who decide before, beside or after the actor. @throws AppError 403, 404, 409 or 422. */
export function addParticipants(
  ctx: AppContext,
  requester: Requester,
  id: string,
  { where, ...handover }: Handover & { where: AddedWhere },
): Promise<void> {
  const note = handover.note?.trim() || null;
  return operate(ctx, requester, id, handover.lockVersion, async (operating) => {
    const people = await chosen(ctx, operating, handover.people);
    const { before, seats, mine } = seatsToChange(operating);
    const added = people.map((person) => ({ id: uuidv7(Date.parse(operating.at)), accountId: person.id }));
    const { count } = await keepSeats(operating, before, addSeats(seats, mine, where, added), note);
    const detail = { where, place: places[where], needed: count.counts.needed, total: count.counts.total };
    await keep(operating, requester, "participantsAdded", people, { note, detail });
  });
}
