import { Input, Segmented, Table, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router-dom";
import { clickableRow } from "../../components/clickable-row.ts";
import { DueTag } from "../../components/DueTag.tsx";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { durationText, secondsSince } from "./duration-text.ts";
import { asQuery, useFilter } from "./filter.ts";
import { Pager } from "./Pager.tsx";
import { type InstanceLine, type Status, statuses } from "./types.ts";
import { useInstances } from "./use-monitor.ts";

const SIZE = 20;

const tones: Record<Status, string> = {
  active: "info",
  incident: "danger",
  suspended: "warning",
  completed: "success",
  terminated: "muted",
};

/** The state of an instance as a coloured word. */
export function StateTag({ status }: { status: Status }) {
  return <Tag className={`tone tone-${tones[status]}`}>{t(`monitor.${status}`)}</Tag>;
}

const columns: TableColumnsType<InstanceLine> = [
  {
    title: t("monitor.instanceTitle"),
    ellipsis: true,
    render: (_, { id, title, definitionTitle, version }) => (
      <>
        <Link to={`/monitor/instances/${id}`}>{title || t("record.untitled")}</Link>
        <div className="secondary small">
          {definitionTitle} · {t("monitor.versionNumber", { number: version })}
        </div>
      </>
    ),
  },
  { title: t("monitor.unit"), dataIndex: "unitName", width: 220, ellipsis: true },
  { title: t("monitor.state"), width: 100, render: (_, { status }) => <StateTag status={status} /> },
  {
    title: t("monitor.waiting"),
    width: 180,
    ellipsis: true,
    render: (_, { waiting, incident }) => incident ?? waiting ?? t("common.none"),
  },
  {
    title: t("monitor.waitingSince"),
    width: 130,
    render: (_, { waitingSince }) => (waitingSince ? durationText(secondsSince(waitingSince)) : t("common.none")),
  },
  { title: t("task.due"), width: 120, render: (_, { dueAt }) => (dueAt ? <DueTag at={dueAt} /> : t("common.none")) },
  { title: t("monitor.started"), dataIndex: "startedAt", width: 150, render: dateTime, className: "figures" },
];

/** Instances by state, newest first, with a search in their titles. */
export function InstancesTab() {
  const { filter } = useFilter();
  const [params] = useSearchParams();
  const [status, setStatus] = useState<Status>(statuses.find((each) => each === params.get("status")) ?? "active");
  const [q, setQ] = useState("");
  const [page, setPage] = useState(0);
  const navigate = useNavigate();
  const query = { ...asQuery(filter), status, q: q || undefined, offset: page * SIZE, limit: SIZE };
  const lines = useInstances(query);
  const choose = (next: Status): void => {
    setStatus(next);
    setPage(0);
  };
  return (
    <>
      <div className="monitor-bar">
        <Segmented<Status>
          value={status}
          options={statuses.map((value) => ({ value, label: t(`monitor.${value}`) }))}
          onChange={choose}
        />
        <Input.Search
          allowClear
          className="monitor-search"
          placeholder={t("monitor.search")}
          aria-label={t("monitor.search")}
          onSearch={(text) => {
            setQ(text.trim());
            setPage(0);
          }}
        />
      </div>
      {lines.error && <ErrorNotice error={lines.error} onRetry={() => lines.refetch()} />}
      <Table<InstanceLine>
        rowKey="id"
        size="middle"
        loading={lines.isFetching && !lines.data}
        columns={columns}
        dataSource={lines.data?.rows}
        pagination={false}
        locale={{ emptyText: lines.data ? <EmptyHint text={t("monitor.emptyInstances")} /> : " " }}
        onRow={(row) => clickableRow(() => navigate(`/monitor/instances/${row.id}`))}
      />
      <Pager page={page} more={lines.data?.more ?? false} onTurn={setPage} />
    </>
  );
}
