import { Segmented, Table, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import { durationText, secondsSince } from "./duration-text.ts";
import { useFilter } from "./filter.ts";
import { HeatPicture } from "./HeatPicture.tsx";
import type { NodeFigures } from "./types.ts";
import { useNodes, useProcesses } from "./use-monitor.ts";

const figure = (
  title: string,
  render: (row: NodeFigures) => React.ReactNode,
): TableColumnsType<NodeFigures>[number] => ({
  ...{ title, key: title, align: "right", className: "figures", width: 150 },
  render: (_, row) => render(row),
});

const columns: TableColumnsType<NodeFigures> = [
  { title: t("monitor.node"), dataIndex: "name" },
  figure(t("monitor.open"), ({ open }) => open),
  figure(t("monitor.overdue"), ({ overdue }) => (overdue > 0 ? <Tag className="tone tone-danger">{overdue}</Tag> : 0)),
  figure(t("monitor.oldestOpen"), ({ oldest }) => (oldest ? durationText(secondsSince(oldest)) : t("common.none"))),
  figure(t("monitor.median"), ({ median }) => (median === null ? t("monitor.noSample") : durationText(median))),
  figure(t("monitor.p90"), ({ p90 }) => durationText(p90)),
  figure(t("monitor.sample"), ({ completed }) => completed),
];

/** How long the nodes of a process take, on its picture and in a table. */
export function NodesTab() {
  const { filter } = useFilter();
  const definition = useProcesses().data?.find(({ key }) => key === filter.definition);
  const [chosen, setChosen] = useState<string>();
  const keys = definition?.processes.map(({ key }) => key) ?? [];
  const processKey = keys.find((key) => key === chosen) ?? keys[0];
  const { definition: key, version, days } = filter;
  const figures = useNodes({ definition: key, version, days, processKey }, processKey !== undefined);
  if (!processKey) return <EmptyHint text={t("monitor.chooseDefinition")} />;
  return (
    <>
      {keys.length > 1 && <Segmented className="section" value={processKey} options={keys} onChange={setChosen} />}
      <QueryState query={figures}>
        {(data) => (
          <>
            <HeatPicture figures={data} />
            <p className="secondary">{t("monitor.sampleHint", { count: data.sample })}</p>
            <Table rowKey="nodeId" size="small" pagination={false} columns={columns} dataSource={data.nodes} />
          </>
        )}
      </QueryState>
    </>
  );
}
