import { Drawer, Select, Table } from "antd";
import { useState } from "react";
import { QueryState } from "../../components/QueryState.tsx";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { DiffList } from "./DiffList.tsx";
import { type DefinitionRow, useDefinitionDiff, useVersions, type VersionRow } from "./use-admin.ts";

/** The versions of one definition and what changed between two of them. */
export function VersionsDrawer({ definition, onClose }: { definition: DefinitionRow; onClose(): void }) {
  useDialogFocus();
  const versions = useVersions(definition.key);
  return (
    <Drawer open size={760} title={t("admin.versionsOf", { title: definition.title })} onClose={onClose}>
      <QueryState query={versions}>{(rows) => <Versions definitionKey={definition.key} rows={rows} />}</QueryState>
    </Drawer>
  );
}

function Versions({ definitionKey, rows }: { definitionKey: string; rows: VersionRow[] }) {
  const [to, setTo] = useState(rows[0]?.number);
  const [from, setFrom] = useState(rows[1]?.number);
  const diff = useDefinitionDiff(definitionKey, from, to);
  const options = rows.map(({ number }) => ({ value: number, label: t("admin.versionNumber", { number }) }));
  return (
    <>
      <Table<VersionRow>
        rowKey="number"
        size="small"
        dataSource={rows}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        columns={[
          {
            title: t("admin.version"),
            dataIndex: "number",
            render: (number: number) => t("admin.versionNumber", { number }),
          },
          {
            title: t("admin.state"),
            dataIndex: "state",
            render: (state: VersionRow["state"]) => t(`admin.version.${state}`),
          },
          { title: t("admin.publishedAt"), dataIndex: "publishedAt", render: dateTime },
          { title: t("admin.publishedBy"), render: (_, { createdBy }) => createdBy?.name ?? t("admin.system") },
          { title: t("admin.note"), dataIndex: "note" },
        ]}
      />
      {rows.length > 1 && (
        <section aria-label={t("admin.compare")}>
          <div className="admin-bar">
            <Select aria-label={t("admin.from")} value={from} options={options} onChange={setFrom} />
            <span>→</span>
            <Select aria-label={t("admin.to")} value={to} options={options} onChange={setTo} />
          </div>
          <QueryState query={diff}>{(lines) => <DiffList lines={lines} />}</QueryState>
        </section>
      )}
    </>
  );
}
