import { Card, Space, Table } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router-dom";
import { useTasks } from "../../api/hooks/tasks.ts";
import type { TaskBox, TaskRow } from "../../api/types.ts";
import { clickableRow } from "../../components/clickable-row.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { usePaging } from "../../components/use-paging.ts";
import { t } from "../../i18n/index.ts";
import { BatchBar } from "./BatchBar.tsx";
import type { DeskGroup } from "./desk-url.ts";
import { TaskSearch } from "./TaskSearch.tsx";
import { taskColumns, taskPath } from "./task-columns.tsx";

interface Props {
  box: TaskBox;
  group: DeskGroup;
  q: string;
  onSearch: (text: string) => void;
  /** Beside the search box. */
  children?: ReactNode;
}

/** One box of tasks or a heap of it, with search and paging. */
export function TaskTable({ box, group, q, onSearch, children }: Props) {
  const [chosen, setChosen] = useState<string[]>([]);
  const { offset, limit, pagination, reset } = usePaging();
  const tasks = useTasks({ box, ...group, ...(q && { q }), offset, limit });
  const navigate = useNavigate();
  const search = (text: string) => {
    onSearch(text);
    reset();
  };
  const empty = q ? t("empty.search", { text: q }) : t(Object.keys(group).length > 0 ? "empty.group" : `empty.${box}`);
  return (
    <Card
      className="section"
      title={t(`box.${box}`)}
      extra={
        <Space wrap>
          <TaskSearch q={q} onSearch={search} />
          {children}
        </Space>
      }
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
