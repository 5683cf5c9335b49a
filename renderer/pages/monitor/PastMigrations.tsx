import { Button, Table, type TableColumnsType } from "antd";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { MigrationRow } from "./types.ts";
import { useMigrations } from "./use-monitor.ts";

const version = (number: number | null): string =>
  number === null ? t("migration.fromAll") : t("monitor.versionNumber", { number });

/** What was tried and moved before; nothing at all where nothing was. */
export function PastMigrations({ definition, onShow }: { definition: string; onShow: (row: MigrationRow) => void }) {
  const rows = useMigrations(definition).data ?? [];
  const columns: TableColumnsType<MigrationRow> = [
    { title: t("migration.at"), dataIndex: "createdAt", width: 160, render: dateTime, className: "figures" },
    { title: t("migration.by"), dataIndex: "createdBy", width: 140 },
    {
      title: t("monitor.kind"),
      width: 90,
      render: (_, { dryRun }) => t(dryRun ? "migration.dryRun" : "migration.real"),
    },
    {
      title: t("migration.versions"),
      width: 260,
      render: (_, { fromVersion, toVersion }) => `${version(fromVersion)} → ${version(toVersion)}`,
    },
    { title: t("instance.reason"), dataIndex: "reason" },
    {
      title: "",
      width: 100,
      render: (_, row) => (
        <Button size="small" onClick={() => onShow(row)}>
          {t("migration.result")}
        </Button>
      ),
    },
  ];
  if (rows.length === 0) return null;
  return (
    <>
      <h3 className="section-title">{t("migration.past")}</h3>
      <Table<MigrationRow>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={rows}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
      />
    </>
  );
}
