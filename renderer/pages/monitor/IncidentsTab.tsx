import { Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { asQuery, useFilter } from "./filter.ts";
import { Pager } from "./Pager.tsx";
import type { IncidentLine } from "./types.ts";
import { useIncidents } from "./use-monitor.ts";

const SIZE = 20;

const columns: TableColumnsType<IncidentLine> = [
  {
    title: t("monitor.instanceTitle"),
    width: 240,
    render: (_, { instanceId, title, unitName, definitionTitle }) => (
      <>
        <Link to={`/monitor/instances/${instanceId}`}>{title || t("record.untitled")}</Link>
        <div className="secondary small">{unitName}</div>
        <div className="secondary small">{definitionTitle}</div>
      </>
    ),
  },
  {
    title: t("monitor.what"),
    render: (_, { what, message }) => (
      <>
        <strong>{what}</strong>
        <div>{message}</div>
      </>
    ),
  },
  { title: t("monitor.advice"), dataIndex: "advice", className: "secondary" },
  { title: t("monitor.at"), dataIndex: "at", width: 150, render: dateTime, className: "figures" },
  {
    title: t("monitor.handle"),
    width: 80,
    render: (_, { instanceId }) => <Link to={`/monitor/instances/${instanceId}`}>{t("monitor.handle")}</Link>,
  },
];

/** What is stuck, in words, and the way to mend it. */
export function IncidentsTab() {
  const { filter } = useFilter();
  const [page, setPage] = useState(0);
  const { from: _all, ...query } = asQuery(filter);
  const lines = useIncidents({ ...query, offset: page * SIZE, limit: SIZE });
  return (
    <>
      {lines.error && <ErrorNotice error={lines.error} onRetry={() => lines.refetch()} />}
      <Table<IncidentLine>
        rowKey="id"
        size="middle"
        loading={lines.isFetching && !lines.data}
        columns={columns}
        dataSource={lines.data?.rows}
        pagination={false}
        locale={{ emptyText: lines.data ? <EmptyHint text={t("monitor.noIncidents")} /> : " " }}
      />
      <Pager page={page} more={lines.data?.more ?? false} onTurn={setPage} />
    </>
  );
}
