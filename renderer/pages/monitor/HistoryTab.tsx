import { App, Button, Popconfirm, Table, type TableColumnsType } from "antd";
import { api, apiUrl } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { dateTime, fileSize } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { HistoryMonths } from "./types.ts";
import { useHistoryMonths } from "./use-monitor.ts";

type Month = HistoryMonths["months"][number];
type Archive = HistoryMonths["archives"][number];

/** `2026-11` of `process_event_2026_11`. */
function monthName(name: string): string {
  const month = /_(\d{4})_(\d{2})$/.exec(name);
  if (month) return `${month[1]}-${month[2]}`;
  return t(name.endsWith("_before") ? "historyMonths.before" : "historyMonths.rest");
}

function ArchiveButton({ month }: { month: Month }) {
  const { message } = App.useApp();
  const name = monthName(month.name);
  const archive = async (): Promise<void> => {
    try {
      await api.post(`/process-history/${month.name}/archive`);
      message.success(t("historyMonths.started"));
      window.setTimeout(() => void queryClient.invalidateQueries({ queryKey: ["history-months"] }), 3000);
    } catch (error) {
      message.error((error as Error).message);
    }
  };
  return (
    <Popconfirm
      title={t("historyMonths.archiveTitle", { name })}
      description={t("historyMonths.archiveHint")}
      onConfirm={archive}
    >
      <Button size="small">{t("historyMonths.archive")}</Button>
    </Popconfirm>
  );
}

const number = { align: "right" as const, className: "figures", width: 160 };

const months: TableColumnsType<Month> = [
  { title: t("historyMonths.name"), render: (_, { name }) => monthName(name) },
  { ...number, title: t("historyMonths.rows"), dataIndex: "rows" },
  { ...number, title: t("historyMonths.size"), dataIndex: "bytes", render: fileSize },
  { title: "", width: 120, render: (_, month) => month.canArchive && <ArchiveButton month={month} /> },
];

const archives: TableColumnsType<Archive> = [
  { title: t("historyMonths.name"), render: (_, { name }) => monthName(name) },
  { ...number, title: t("historyMonths.rows"), dataIndex: "rows" },
  { ...number, title: t("historyMonths.kept"), dataIndex: "kept" },
  { title: t("historyMonths.at"), dataIndex: "archivedAt", render: dateTime, className: "figures" },
  { title: t("migration.by"), dataIndex: "archivedBy" },
  {
    title: "",
    width: 120,
    render: (_, { name }) => <a href={apiUrl(`/process-history/archives/${name}`)}>{t("historyMonths.download")}</a>,
  },
];

/** The process history month by month, and the months that were taken out of the database. */
export function HistoryTab() {
  const query = useHistoryMonths();
  return (
    <QueryState query={query}>
      {(data) => (
        <>
          <p className="secondary">{t("historyMonths.lead")}</p>
          <Table rowKey="name" size="small" pagination={false} columns={months} dataSource={data.months} />
          <h3 className="section-title">{t("historyMonths.archived")}</h3>
          <Table
            rowKey="name"
            size="small"
            pagination={false}
            columns={archives}
            dataSource={data.archives}
            locale={{ emptyText: <EmptyHint text={t("historyMonths.none")} /> }}
          />
        </>
      )}
    </QueryState>
  );
}
