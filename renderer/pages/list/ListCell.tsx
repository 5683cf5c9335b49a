import { Tag } from "antd";
import type { ListColumn, ListLabels } from "../../api/list-types.ts";
import type { RecordStatus } from "../../api/types.ts";
import { StatusTag } from "../../components/StatusTag.tsx";
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
  labels?: ListLabels;
}

/** One value of a list. */
export function ListCell({ column, value, labels }: Props) {
  const text = cellText(column, value, labels);
  if (text === "") return null;
  if (column.field === "$status") return <StatusTag status={value as RecordStatus} text={text} />;
  if (column.field === "$state") return <Tag className={`tone tone-${stateTones[String(value)]}`}>{text}</Tag>;
  return <span title={text}>{text}</span>;
}
