import { Alert, Descriptions, Table, type TableColumnsType } from "antd";
import { Link, useParams } from "react-router-dom";
import { useSession } from "../../api/hooks/session.ts";
import { useProcess } from "../../api/hooks/tasks.ts";
import { NotFound } from "../../components/NotFound.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { FlowPicture } from "../../flow/FlowPicture.tsx";
import { ProcessHistory } from "../../flow/ProcessHistory.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { IncidentCards } from "./IncidentCards.tsx";
import { InstanceActions } from "./InstanceActions.tsx";
import { StateTag } from "./InstancesTab.tsx";
import "./monitor.css";
import { OpenTasks } from "./OpenTasks.tsx";
import type { Administration } from "./types.ts";
import { useAdministration } from "./use-monitor.ts";

type Token = Administration["tokens"][number];

const tokenColumns: TableColumnsType<Token> = [
  { title: t("monitor.node"), dataIndex: "nodeName" },
  { title: t("instance.waitsFor"), dataIndex: "waitsFor" },
];

function Facts({ data }: { data: Administration }) {
  const { definition, unitName, startedAt, endedAt } = data;
  const items = [
    { key: "definition", label: t("monitor.definition"), children: definition.title },
    {
      key: "version",
      label: t("monitor.version"),
      children: t("monitor.versionNumber", { number: definition.version }),
    },
    { key: "unit", label: t("monitor.unit"), children: unitName },
    { key: "started", label: t("monitor.started"), children: dateTime(startedAt) },
    ...(endedAt ? [{ key: "ended", label: t("instance.ended"), children: dateTime(endedAt) }] : []),
  ];
  return <Descriptions size="small" column={{ xs: 1, md: 3, xxl: 5 }} items={items} className="section" />;
}

function Variables({ variables }: { variables: Record<string, unknown> }) {
  const rows = Object.entries(variables).map(([name, value]) => ({ name, value: JSON.stringify(value) }));
  return (
    <Table
      rowKey="name"
      size="small"
      pagination={false}
      columns={[
        { title: t("instance.variableName"), dataIndex: "name" },
        { title: t("instance.value"), dataIndex: "value", render: (value: string) => <code>{value}</code> },
      ]}
      dataSource={rows}
    />
  );
}

function Details({ id, data }: { id: string; data: Administration }) {
  const process = useProcess(id);
  // The picture names who has what by the candidates of a record's tasks.
  const openTasks = data.tasks.map((task) => ({
    ...{ id: task.id, name: task.name, nodeId: task.nodeId, canAct: false },
    candidates: task.assignee ?? [task.unit, task.role].filter(Boolean).join(" "),
  }));
  return (
    <>
      {data.suspendedAt && (
        <Alert
          className="section"
          type="warning"
          showIcon
          title={t("instance.suspendedAt", { at: dateTime(data.suspendedAt) })}
        />
      )}
      <IncidentCards data={data} />
      <Facts data={data} />
      <QueryState query={process}>
        {(view) => (
          <>
            <FlowPicture process={view} openTasks={openTasks} />
            {data.tasks.length > 0 && <OpenTasks data={data} />}
            <div className="monitor-columns">
              <section>
                <h3 className="section-title">{t("instance.tokens")}</h3>
                <Table<Token>
                  rowKey="id"
                  size="small"
                  pagination={false}
                  columns={tokenColumns}
                  dataSource={data.tokens}
                />
              </section>
              <section>
                <h3 className="section-title">{t("instance.variables")}</h3>
                <Variables variables={data.variables} />
              </section>
            </div>
            <ProcessHistory events={view.history} />
          </>
        )}
      </QueryState>
    </>
  );
}

/** One instance for administrators: its picture, what it waits for, what happened, and what can be done about it. */
export default function InstancePage() {
  const { id = "" } = useParams();
  const { permissions } = useSession();
  const administration = useAdministration(id);
  const process = useProcess(id).data;
  if (!permissions.includes("process.monitor")) return <NotFound />;
  return (
    <QueryState query={administration}>
      {(data) => (
        <>
          <PageHeader
            back
            title={process?.title || t("instance.title")}
            tags={<StateTag status={data.status} />}
            lead={process && <Link to={`/records/${process.recordId}`}>{t("instance.record")}</Link>}
            actions={<InstanceActions data={data} />}
          />
          <Details id={id} data={data} />
        </>
      )}
    </QueryState>
  );
}
