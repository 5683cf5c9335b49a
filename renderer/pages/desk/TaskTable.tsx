import { Card, Input, Table } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useTasks } from "../../api/hooks/tasks.ts";
import type { TaskBox, TaskRow } from "../../api/types.ts";
import { clickableRow } from "../../components/clickable-row.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { usePaging } from "../../components/use-paging.ts";
import { t } from "../../i18n/index.ts";
import { BatchBar } from "./BatchBar.tsx";
import { taskColumns, taskPath } from "./task-columns.tsx";

/** One box of tasks, with search and paging. */
export function TaskTable({ box }: { box: TaskBox }) {
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const { offset, limit, pagination, reset } = usePaging();
  const tasks = useTasks({ box, q, offset, limit });
  const navigate = useNavigate();
  const search = (text: string) => {
    setQ(text.trim());
    reset();
  };
  const empty = q ? t("empty.search", { text: q }) : t(`empty.${box}`);
  return (
    <Card
      className="section"
      title={t(`box.${box}`)}
      extra={<Input.Search className="card-search" placeholder={t("desk.search")} allowClear onSearch={search} />}
    >
      {chosen.length > 0 && <BatchBar ids={chosen} onDone={() => setChosen([])} />}
      {tasks.error && <ErrorNotice error={tasks.error} onRetry={() => tasks.refetch()} />}
      <Table<TaskRow>
        rowKey="id"
        size="middle"
        loading={tasks.isFetching && !tasks.data}
        columns={taskColumns(box)}
        dataSource={tasks.data?.rows}
        locale={{ emptyText: tasks.data ? <EmptyHint text={empty} /> : " " }}
        pagination={pagination(tasks.data?.total ?? 0)}
        rowSelection={
          box === "todo" ? { selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)) } : undefined
        }
        onRow={(row) => clickableRow(() => navigate(taskPath(box, row)))}
      />
    </Card>
  );
}
