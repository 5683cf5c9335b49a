import type { TableColumnsType } from "antd";
import { Link } from "react-router-dom";
import type { TaskBox, TaskRow } from "../../api/types.ts";
import { DueTag } from "../../components/DueTag.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

type Columns = TableColumnsType<TaskRow>;

/** Where a row leads: to the task while it can be done, to the record otherwise. */
export function taskPath(box: TaskBox, row: TaskRow): string {
  if (box === "cc") return `/records/${row.recordId}?copy=${row.id}`;
  return box === "todo" || (box === "overdue" && row.state === "open")
    ? `/tasks/${row.id}`
    : `/records/${row.recordId}`;
}

const when = (title: string, value: (row: TaskRow) => string | null | undefined): Columns[number] => ({
  title,
  key: title,
  width: 160,
  render: (_, row) => <span className="figures">{dateTime(value(row))}</span>,
});

const text = (title: string, width: number, value: (row: TaskRow) => string | null | undefined): Columns[number] => ({
  title,
  key: title,
  width,
  ellipsis: true,
  render: (_, row) => value(row) || t("common.none"),
});

const due: Columns[number] = {
  title: t("task.due"),
  key: "due",
  width: 130,
  render: (_, row) => <DueTag at={row.dueAt} finished={row.state !== "open"} />,
};

/** What a box's table shows. */
export function taskColumns(box: TaskBox): Columns {
  const title: Columns[number] = {
    title: t("task.title"),
    key: "title",
    ellipsis: true,
    render: (_, row) => (
      <>
        <Link to={taskPath(box, row)} title={row.title ?? undefined}>
          {row.title || t("record.untitled")}
        </Link>
        <div className="secondary small">{row.recordTypeTitle}</div>
      </>
    ),
  };
  const node = text(t("task.node"), 120, (row) => row.name);
  const unit = text(t("task.unit"), 230, (row) => row.unitName);
  if (box === "done") {
    const outcome = text(t("task.outcome"), 110, (row) => row.outcomeText);
    return [title, unit, node, outcome, when(t("task.completed"), (row) => row.completedAt)];
  }
  if (box === "cc") {
    const sender = text(t("task.sender"), 150, (row) => row.sender);
    const state = text(t("task.state"), 90, (row) => row.stateText);
    return [title, unit, sender, state, when(t("task.copied"), (row) => row.createdAt)];
  }
  if (box === "started") {
    const state = text(t("task.state"), 120, (row) => row.stateText);
    return [title, node, state, when(t("task.started"), (row) => row.createdAt)];
  }
  return [title, unit, node, when(t("task.arrived"), (row) => row.createdAt), due];
}
