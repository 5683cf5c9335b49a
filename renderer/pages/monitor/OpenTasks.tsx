import { Button, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { DueTag } from "../../components/DueTag.tsx";
import { t } from "../../i18n/index.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import type { Administration } from "./types.ts";

type Task = Administration["tasks"][number];

/** The tasks that wait, before whom, and the way to put them before somebody else. */
export function OpenTasks({ data }: { data: Administration }) {
  const [assigning, setAssigning] = useState<Task>();
  const columns: TableColumnsType<Task> = [
    { title: t("monitor.node"), dataIndex: "name" },
    {
      title: t("instance.candidates"),
      render: (_, { assignee, unit, role }) =>
        assignee ?? ([unit, role].filter(Boolean).join(" ") || t("instance.nobody")),
    },
    { title: t("instance.due"), width: 140, render: (_, { dueAt }) => <DueTag at={dueAt} /> },
    {
      title: "",
      width: 100,
      render: (_, task) => (
        <Button size="small" onClick={() => setAssigning(task)}>
          {t("instance.assign")}
        </Button>
      ),
    },
  ];
  return (
    <section>
      <h3 className="section-title">{t("instance.tasks")}</h3>
      <Table<Task> rowKey="id" size="small" pagination={false} columns={columns} dataSource={data.tasks} />
      {assigning && <AssignDialog data={data} task={assigning} onClose={() => setAssigning(undefined)} />}
    </section>
  );
}
