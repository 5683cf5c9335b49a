import type { ListColumn, ListLabels } from "../../api/list-types.ts";
import { date, dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

function labelOf(column: ListColumn, value: unknown, labels: ListLabels): string | undefined {
  const key = String(value);
  const own = labels[column.field];
  const label = typeof own === "object" ? own[key] : labels[key];
  if (typeof label === "string") return label;
  return column.options?.find((option) => String(option.value) === key)?.label;
}

function numberText(value: unknown): string {
  const number = Number(value);
  return Number.isFinite(number) ? number.toLocaleString("zh-CN", { maximumFractionDigits: 10 }) : String(value);
}

function scalarText(column: ListColumn, value: unknown): string {
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  if (column.kind === "timestamp") return dateTime(String(value));
  if (column.kind === "date") return date(String(value));
  if (column.kind === "number" || column.kind === "money") {
    // A year is a number, but nobody writes 2,026 年.
    return column.field === "$year" ? String(value) : numberText(value);
  }
  if (typeof value === "object" && value !== null) {
    const named = value as { name?: unknown; label?: unknown };
    return String(named.label ?? named.name ?? "");
  }
  return String(value);
}

/** What a cell shows. */
export function cellText(column: ListColumn, value: unknown, labels: ListLabels = {}): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map((one) => cellText(column, one, labels)).join("、");
  return labelOf(column, value, labels) ?? scalarText(column, value);
}

/** Whether a column's values stand to the right. */
export function alignOf(column: ListColumn): "left" | "center" | "right" {
  if (column.align) return column.align;
  const figures = column.kind === "number" || column.kind === "money";
  return figures && !column.options && column.field !== "$year" ? "right" : "left";
}
