import { isWithinReach } from "../../engine/access/index.ts";
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
  select s.principal_id as id, s.processes, u.division_code as division from substitution s
  join account a on a.id = s.substitute_id join org_unit u on u.id = a.org_unit_id
  where s.substitute_id = $1 and s.ended_at is null and $2::date between s.starts_on and s.ends_on order by s.id limit 50`;

/** Those in whose place the account may act today; whoever went out of the principal's reach stands in no longer. */
export async function standInsOf(ctx: AppContext, tx: Tx, accountId: number): Promise<StandIn[]> {
  const today = chinaDate(ctx.now().toISOString());
  const rows = await sql<{ id: number; processes: string[] | null; division: string }>(tx, STAND_INS, [
    accountId,
    today,
  ]);
  const found: StandIn[] = [];
  for (const { id, processes, division } of rows) {
    const subject = await subjectOfAccount(ctx, tx, id);
    if (subject && isWithinReach(subject.divisionCode, division)) found.push({ subject, processes });
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
