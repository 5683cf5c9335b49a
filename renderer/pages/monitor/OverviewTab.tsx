import { Card, Table, type TableColumnsType } from "antd";
import { Link, useLocation } from "react-router-dom";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { asQuery, useFilter } from "./filter.ts";
import { type Overview, statuses } from "./types.ts";
import { useOverview } from "./use-monitor.ts";

type Unit = Overview["overdueUnits"][number];
type Node = Overview["overdueNodes"][number];

const counted = (count: number, most: number): string =>
  count >= most ? t("monitor.atLeast", { count: most }) : String(count);

function Counts({ data }: { data: Overview }) {
  const { search } = useLocation();
  const address = (status: string): string => {
    const params = new URLSearchParams(search);
    params.set("status", status);
    return `/monitor/instances?${params}`;
  };
  return (
    <section className="monitor-counts" aria-label={t("monitor.state")}>
      {statuses.map((status) => (
        <Link key={status} className={`monitor-count monitor-count-${status}`} to={address(status)}>
          <span>{t(`monitor.${status}`)}</span>
          <strong className="figures">{counted(data.counts[status] ?? 0, data.mostCounted)}</strong>
        </Link>
      ))}
      <div className="monitor-count monitor-count-overdue">
        <span>{t("monitor.overdueTasks")}</span>
        <strong className="figures">{counted(data.overdue, data.mostCounted)}</strong>
      </div>
    </section>
  );
}

const amount = {
  title: t("monitor.count"),
  dataIndex: "count",
  align: "right" as const,
  width: 90,
  className: "figures",
};
const oldest = { title: t("monitor.oldest"), dataIndex: "oldest", width: 160, render: dateTime, className: "figures" };
const unitColumns: TableColumnsType<Unit> = [{ title: t("monitor.unit"), dataIndex: "unitName" }, amount, oldest];
const nodeColumns: TableColumnsType<Node> = [{ title: t("monitor.node"), dataIndex: "name" }, amount, oldest];

/** Instances by state, where the overdue ones lie, and what is stuck. */
export function OverviewTab() {
  const { filter } = useFilter();
  const { search } = useLocation();
  const overview = useOverview(asQuery(filter));
  const empty = { emptyText: <EmptyHint text={t("monitor.noOverdue")} /> };
  return (
    <QueryState query={overview}>
      {(data) => (
        <>
          <Counts data={data} />
          <div className="monitor-columns">
            <Card title={t("monitor.overdueUnits")} size="small">
              <Table
                rowKey="unitId"
                size="small"
                pagination={false}
                locale={empty}
                columns={unitColumns}
                dataSource={data.overdueUnits}
              />
            </Card>
            <Card title={t("monitor.overdueNodes")} size="small">
              <Table
                rowKey={(row) => `${row.recordType} ${row.nodeId}`}
                size="small"
                pagination={false}
                locale={empty}
                columns={nodeColumns}
                dataSource={data.overdueNodes}
              />
            </Card>
            <Card title={t("monitor.openIncidents")} size="small">
              {data.incidents.length === 0 && <EmptyHint text={t("monitor.noIncidents")} />}
              <ul className="monitor-kinds">
                {data.incidents.map(({ kind, title, count }) => (
                  <li key={kind}>
                    <Link to={`/monitor/incidents${search}`}>{title}</Link>
                    <strong className="figures">{counted(count, data.mostCounted)}</strong>
                  </li>
                ))}
              </ul>
            </Card>
          </div>
        </>
      )}
    </QueryState>
  );
}
