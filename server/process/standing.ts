import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { mayTakeOver } from "./hand-to.ts";
import { type SeatRow, seatsOf } from "./seats.ts";
import { principalsOf, processName } from "./substitutes.ts";
import { inScope, isCandidate, refusalOf, type Task, unknownTask } from "./task.ts";

/** In what place somebody acts on a task. */
export interface Standing {
  /** Whoever's turn it is: the account itself, or the one it is the substitute of. */
  as: Subject;
  /** Set when a substitute acts. */
  forId: number | null;
  /** His seat, where the task is decided by participants. */
  seat: SeatRow | null;
  seats: SeatRow[];
}

/** Either the standing, or why there is none. */
export type Found = { standing: Standing; refusal?: undefined } | { standing?: undefined; refusal: AppError };

/** The process a task belongs to, and whether it is stuck. */
export interface TaskPlace {
  processKey: string;
  stuck: boolean;
}

function notMySeat(subject: Subject, task: Task, seats: readonly SeatRow[], stuck: boolean): AppError {
  const mine = seats.findLast((seat) => seat.accountId === subject.accountId);
  const open = seats.filter(({ state }) => state === "open").map(({ name }) => name);
  const turn = open.length > 0 ? `现在轮到${open.join("、")}办理` : "本环节已办理完毕";
  if (mine?.state === "done") {
    return new AppError(409, "already-acted", `您在“${task.name}”已经办理过了，${turn}。`, { at: mine.actedAt });
  }
  if (mine?.state === "waiting") {
    return new AppError(409, "not-your-turn", `还没有轮到您办理“${task.name}”，${turn}，轮到您时会通知您。`);
  }
  if (mine?.state === "removed") {
    return new AppError(403, "participant-removed", `您已不在“${task.name}”的办理人之中，${turn}。`);
  }
  if (!inScope(subject, task)) return unknownTask();
  const help = stuck ? "请系统管理员改派。" : `${turn}。`;
  return new AppError(403, "not-a-candidate", `“${task.name}”不由您办理，${help}`);
}

async function asSubstitute(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  task: Task,
  processKey: string,
  seats: SeatRow[],
): Promise<Standing | undefined> {
  const process = processName({ recordType: task.recordType, processKey });
  const principals = await principalsOf(ctx, tx, subject.accountId, process);
  if (principals.length === 0 || !(await mayTakeOver(ctx, tx, task))(subject)) return undefined;
  for (const as of principals) {
    const forId = as.accountId;
    if (task.seated) {
      const seat = seats.find(({ state, accountId }) => state === "open" && accountId === forId);
      if (seat) return { as, forId, seat, seats };
    } else if (task.barredId !== subject.accountId && refusalOf(as, task, false) === null) {
      return { as, forId, seat: null, seats };
    }
  }
  return undefined;
}

const lostRole = (task: Task): AppError =>
  new AppError(403, "role-lost", `您已没有办理“${task.name}”的角色或不在管辖范围内，不能再办理，请系统管理员改派。`);

/**
 * In his own place, where it is his turn. Whoever has it in person keeps it only as long as he might take it over: what a
 * rule keeps within a role does not go with him to another office.
 */
async function inPerson(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  task: Task,
  { seat, seats }: Pick<Standing, "seat" | "seats">,
): Promise<Found> {
  const isHis = seat !== null || task.assigneeId === subject.accountId;
  if (isHis && !isCandidate(subject, task) && !(await mayTakeOver(ctx, tx, task))(subject)) {
    return { refusal: lostRole(task) };
  }
  return { standing: { as: subject, forId: null, seat, seats } };
}

/**
 * In what place the account may act on the task, or why it may not. The usual case - one of the group, no participants -
 * asks the database nothing; only who would be refused is looked up among the substitutes.
 */
export async function standingOf(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  task: Task,
  { processKey, stuck }: TaskPlace,
): Promise<Found> {
  const seats = task.seated ? await seatsOf(tx, task.id) : [];
  let refusal: AppError | null;
  if (task.seated) {
    const seat = seats.find(({ state, accountId }) => state === "open" && accountId === subject.accountId);
    if (seat) return inPerson(ctx, tx, subject, task, { seat, seats });
    refusal = notMySeat(subject, task, seats, stuck);
  } else {
    refusal = refusalOf(subject, task, stuck);
    if (!refusal) return inPerson(ctx, tx, subject, task, { seat: null, seats });
  }
  const standing = await asSubstitute(ctx, tx, subject, task, processKey, seats);
  return standing ? { standing } : { refusal };
}
