import { requirePermission, requireSubject } from "../auth/require.ts";
import { requesterOf } from "../commands/requester.ts";
import { removeCalendarDay, saveCalendarDay } from "../commands/save-calendar-day.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { calendarOf } from "../process/calendar.ts";

const query = validatedQuery<{ year: number }>({
  type: "object",
  properties: { year: { type: "integer", minimum: 2000, maximum: 2100 } },
  required: ["year"],
  additionalProperties: false,
});

const change = validated<{ working: boolean; note?: string }>({
  type: "object",
  properties: { working: { type: "boolean" }, note: { type: "string", maxLength: 100 } },
  required: ["working"],
  additionalProperties: false,
});

function dayOf(request: ApiContext): string {
  const day = request.params.day ?? "";
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw new AppError(400, "bad-request", "日期格式不对，应为 2026-01-31 这样的格式。");
}

/** Working days: the official calendar with 调休, and where the city differs from it. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/calendar", async (request) => {
    const subject = requireSubject(request);
    const { year } = query(request.query);
    request.body = await inTransaction(ctx, subject, (tx) => calendarOf(tx, year));
  });

  router.put("/calendar/:day", async (request) => {
    requirePermission(request, "organization.manage");
    await saveCalendarDay(ctx, requesterOf(request), dayOf(request), change(request.request.body));
    request.status = 204;
  });

  router.delete("/calendar/:day", async (request) => {
    requirePermission(request, "organization.manage");
    await removeCalendarDay(ctx, requesterOf(request), dayOf(request));
    request.status = 204;
  });
}
