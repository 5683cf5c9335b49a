import dayjs, { type Dayjs } from "dayjs";
import utc from "dayjs/plugin/utc.js";
import { t } from "./index.ts";

dayjs.extend(utc);

const BEIJING_MINUTES = 8 * 60;

/** An instant in Beijing time, whatever the browser's clock is set to: due moments must read the same everywhere. */
export function beijing(at?: string | Dayjs): Dayjs {
  return dayjs(at).utcOffset(BEIJING_MINUTES);
}

type Moment = string | null | undefined;

/** `2026-03-05 14:20`, or a dash. */
export function dateTime(at: Moment): string {
  return at ? beijing(at).format("YYYY-MM-DD HH:mm") : t("common.none");
}

/** `2026-03-05`, or a dash. */
export function date(at: Moment): string {
  return at ? beijing(at).format("YYYY-MM-DD") : t("common.none");
}

/** The time of day for today, with the date for other days. */
export function clock(at: string): string {
  const then = beijing(at);
  return then.format("YYYYMMDD") === beijing().format("YYYYMMDD") ? then.format("HH:mm") : then.format("M月D日 HH:mm");
}

/** How much is left until a due moment, and how pressing that is. */
export function dueText(at: string, now = beijing()): { text: string; level: "overdue" | "soon" | "later" } {
  const due = beijing(at);
  const days = due.startOf("day").diff(now.startOf("day"), "day");
  if (due.isBefore(now)) {
    return { text: days < 0 ? t("due.overdue", { days: -days }) : t("due.overdueToday"), level: "overdue" };
  }
  if (days === 0) return { text: t("due.today"), level: "soon" };
  if (days <= 7) return { text: t("due.soon", { days }), level: "soon" };
  return { text: t("due.on", { date: due.format("YYYY-MM-DD") }), level: "later" };
}

/** `1.2 MB`, from bytes. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
