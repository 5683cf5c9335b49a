import { Select, Table, type TableColumnsType } from "antd";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { t } from "../../i18n/index.ts";
import type { NodeChoice } from "./types.ts";

interface Props {
  choices: NodeChoice[];
  mapping: Record<string, string>;
  onChange: (nodeId: string, target: string) => void;
}

/** The nodes where instances are, and where each goes in the other version. */
export function MappingTable({ choices, mapping, onChange }: Props) {
  const columns: TableColumnsType<NodeChoice> = [
    { title: t("migration.oldNode"), dataIndex: "nodeName" },
    { title: t("migration.running"), dataIndex: "tokens", width: 100, align: "right", className: "figures" },
    {
      title: t("migration.newNode"),
      width: 360,
      render: (_, { nodeId, nodeName, target, targets }) => {
        const chosen = mapping[nodeId] ?? target;
        return (
          <Select
            className="monitor-target"
            aria-label={`${nodeName}：${t("migration.newNode")}`}
            placeholder={t("migration.none")}
            status={chosen ? undefined : "warning"}
            value={chosen}
            options={targets.map((each) => ({
              value: each.nodeId,
              label: each.nodeId === nodeId ? `${each.nodeName}${t("migration.same")}` : each.nodeName,
            }))}
            onChange={(value: string) => onChange(nodeId, value)}
          />
        );
      },
    },
  ];
  return (
    <Table<NodeChoice>
      className="section"
      rowKey="nodeId"
      size="small"
      title={() => t("migration.mapping")}
      pagination={false}
      columns={columns}
      dataSource={choices.filter(({ tokens }) => tokens > 0)}
      locale={{ emptyText: <EmptyHint text={t("migration.noneRunning")} /> }}
    />
  );
}
