import { Card, Progress, Segmented, Statistic, Table, type TableColumnsType } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router-dom";
import { queryClient } from "../../api/query-client.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import { isOver, useJob } from "../dispatch/use-campaigns.ts";
import { Pager } from "./Pager.tsx";
import { type MigrationItem, type MigrationView, results } from "./types.ts";
import { useMigration, useMigrationItems } from "./use-monitor.ts";

type Problem = MigrationView["problems"][number];

const problems: TableColumnsType<Problem> = [
  { title: t("monitor.node"), dataIndex: "nodeName", width: 180 },
  { title: t("migration.problems"), dataIndex: "message" },
  { title: t("monitor.count"), dataIndex: "count", width: 90, align: "right", className: "figures" },
];

const items: TableColumnsType<MigrationItem> = [
  {
    title: t("monitor.instanceTitle"),
    render: (_, { instanceId, title }) => (
      <Link to={`/monitor/instances/${instanceId}`}>{title || t("record.untitled")}</Link>
    ),
  },
  { title: t("monitor.unit"), dataIndex: "unitName", width: 220, ellipsis: true },
  {
    title: t("monitor.version"),
    width: 100,
    render: (_, { fromVersion }) => t("monitor.versionNumber", { number: fromVersion }),
  },
  { title: t("migration.result"), width: 120, render: (_, { result }) => t(`migration.${result}`) },
  { title: t("migration.problems"), render: (_, row) => row.problems.map(({ message }) => message).join("；") },
];

function Items({ id }: { id: string }) {
  const [result, setResult] = useState<string>("");
  const [page, setPage] = useState(0);
  const rows = useMigrationItems(id, result || undefined, page * 20).data?.rows ?? [];
  const all = { value: "", label: t("migration.details") };
  return (
    <>
      <Segmented
        className="section"
        value={result}
        options={[all, ...results.map((value) => ({ value, label: t(`migration.${value}`) }))]}
        onChange={(next) => {
          setResult(next);
          setPage(0);
        }}
      />
      <Table<MigrationItem> rowKey="instanceId" size="small" pagination={false} columns={items} dataSource={rows} />
      <Pager page={page} more={rows.length === 20} onTurn={setPage} />
    </>
  );
}

/** How a migration, or the trying of one, fares: its progress, its counts, why some stay, and each result. */
export function MigrationResult({ id, jobId }: { id: string; jobId: string }) {
  const { data: job } = useJob(jobId);
  const over = isOver(job);
  const migration = useMigration(id, !over);
  useEffect(() => {
    if (!over) return;
    for (const key of ["migration", "monitor", "migration-choices"])
      void queryClient.invalidateQueries({ queryKey: [key] });
  }, [over]);
  const { progress, total } = job ?? {};
  return (
    <QueryState query={migration}>
      {(data) => (
        <Card
          size="small"
          className="section"
          title={t(data.dryRun ? "migration.dryRun" : "migration.real")}
          role="status"
        >
          {!over && (
            <>
              <span>{t("migration.working", { done: progress ?? 0, total: total ?? 0 })}</span>
              <Progress percent={total ? Math.round(((progress ?? 0) / total) * 100) : 0} />
            </>
          )}
          <div className="monitor-figures">
            {results.map((result) => (
              <Statistic key={result} title={t(`migration.${result}`)} value={data.counts[result]} />
            ))}
          </div>
          {data.problems.length > 0 && (
            <Table<Problem>
              rowKey="message"
              size="small"
              pagination={false}
              columns={problems}
              dataSource={data.problems}
            />
          )}
          {over && <Items id={id} />}
        </Card>
      )}
    </QueryState>
  );
}
