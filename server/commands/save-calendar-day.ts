import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { Requester } from "./requester.ts";

const SAVE = `
  insert into calendar_exception (day, working, note, changed_by, changed_at) values ($1, $2, $3, $4, $5)
  on conflict (day) do update set working = excluded.working, note = excluded.note, changed_by = excluded.changed_by,
    changed_at = excluded.changed_at`;

/** Makes a day a working day or a free one, whatever the official calendar says; due dates set from now on follow. */
export function saveCalendarDay(
  ctx: AppContext,
  { subject, actor }: Requester,
  day: string,
  { working, note }: { working: boolean; note?: string },
): Promise<void> {
  return inTransaction(ctx, "system", async (tx) => {
    await sql(tx, SAVE, [day, working, note?.trim() ?? "", subject.accountId, ctx.now().toISOString()]);
    await audit(tx, actor, { action: "calendar.save", target: `calendar/${day}`, detail: { working } });
  });
}

/** Lets the official calendar hold again for a day. @throws AppError 404. */
export function removeCalendarDay(ctx: AppContext, { actor }: Requester, day: string): Promise<void> {
  return inTransaction(ctx, "system", async (tx) => {
    const gone = await sql(tx, "delete from calendar_exception where day = $1 returning day", [day]);
    if (gone.length === 0) throw new AppError(404, "no-exception", "这一天没有单独设置，按官方日历执行。");
    await audit(tx, actor, { action: "calendar.remove", target: `calendar/${day}` });
  });
}
