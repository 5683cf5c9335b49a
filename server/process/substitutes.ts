import { chinaDate } from "../../engine/assignment/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { subjectOfAccount } from "./people.ts";

/** Somebody in whose place the account may act, and for which processes (`<package>/<process>`; null for all). */
export interface StandIn {
  subject: Subject;
  processes: string[] | null;
}

const STAND_INS = `
  select principal_id as id, processes from substitution
  where substitute_id = $1 and ended_at is null and $2::date between starts_on and ends_on order by id limit 50`;

/** Those in whose place the account may act today. */
export async function standInsOf(ctx: AppContext, tx: Tx, accountId: number): Promise<StandIn[]> {
  const today = chinaDate(ctx.now().toISOString());
  const rows = await sql<{ id: number; processes: string[] | null }>(tx, STAND_INS, [accountId, today]);
  const found: StandIn[] = [];
  for (const { id, processes } of rows) {
    const subject = await subjectOfAccount(ctx, tx, id);
    if (subject) found.push({ subject, processes });
  }
  return found;
}

/** The same for one process. */
export async function principalsOf(ctx: AppContext, tx: Tx, accountId: number, process: string): Promise<Subject[]> {
  const standIns = await standInsOf(ctx, tx, accountId);
  return standIns
    .filter(({ processes }) => processes === null || processes.includes(process))
    .map(({ subject }) => subject);
}

/** The name of a process in substitutions: the package of the record's form and the process it follows. */
export function processName({ recordType, processKey }: { recordType: string; processKey: string }): string {
  return `${recordType.slice(0, recordType.indexOf("/"))}/${processKey}`;
}
