import { chinaDate } from "../../engine/assignment/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { subjectOfAccount } from "./people.ts";

const PRINCIPALS = `
  select distinct principal_id as id from substitution
  where substitute_id = $1 and ended_at is null and $2::date between starts_on and ends_on
    and ($3::text is null or processes is null or $3 = any(processes)) order by id limit 50`;

/** Those in whose place the account may act today; with a process (`<package>/<process>`) only for that one. */
export async function principalsOf(
  ctx: AppContext,
  tx: Tx,
  accountId: number,
  process: string | null = null,
): Promise<Subject[]> {
  const today = chinaDate(ctx.now().toISOString());
  const rows = await sql<{ id: number }>(tx, PRINCIPALS, [accountId, today, process]);
  const found: Subject[] = [];
  for (const { id } of rows) {
    const subject = await subjectOfAccount(ctx, tx, id);
    if (subject) found.push(subject);
  }
  return found;
}

/** The name of a process in substitutions: the package of the record's form and the process it follows. */
export function processName({ recordType, processKey }: { recordType: string; processKey: string }): string {
  return `${recordType.slice(0, recordType.indexOf("/"))}/${processKey}`;
}
