import { Tag } from "antd";
import type { ListColumn, ListLabels } from "../../api/list-types.ts";
import type { RecordStatus } from "../../api/types.ts";
import { DueTag } from "../../components/DueTag.tsx";
import { StatusTag } from "../../components/StatusTag.tsx";
import { dueText } from "../../i18n/format.ts";
import { cellText } from "./cell-text.ts";

const stateTones: Record<string, string> = {
  pending: "neutral",
  onTime: "success",
  late: "warning",
  overdue: "danger",
};

interface Props {
  column: ListColumn;
  value: unknown;
  /** Status of the row's record. */
  status?: unknown;
  labels?: ListLabels;
}

const unfinished = new Set<unknown>(["inReview", "returned"]);

/** A day to be finished by, and how pressing it is once it comes near, while the record is not finished. */
function DueCell({ day, status }: { day: string; status: unknown }) {
  const end = `${day}T23:59:59+08:00`;
  if (!unfinished.has(status) || dueText(end).level === "later") return <span>{day}</span>;
  return (
    <span className="due-day">
      {day} <DueTag at={end} />
    </span>
  );
}

/** One value of a list. */
export function ListCell({ column, value, status, labels }: Props) {
  const text = cellText(column, value, labels);
  if (text === "") return null;
  if (column.field === "$status") return <StatusTag status={value as RecordStatus} text={text} />;
  if (column.field === "$state") return <Tag className={`tone tone-${stateTones[String(value)]}`}>{text}</Tag>;
  if (column.due) return <DueCell day={text} status={status} />;
  return <span title={text}>{text}</span>;
}
