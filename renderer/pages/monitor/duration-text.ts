import { t } from "../../i18n/index.ts";

/** A duration in the two largest units that matter. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return t("common.none");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t("monitor.minutes.text", { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t("monitor.hours.text", { hours, minutes: minutes % 60 });
  return t("monitor.days.text", { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** How long ago an instant was, in seconds. */
export const secondsSince = (at: string, now = Date.now()): number => Math.max(0, (now - Date.parse(at)) / 1000);
