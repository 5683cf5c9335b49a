import { Button, Checkbox, Table, Tag } from "antd";
import { useState } from "react";
import { apiUrl } from "../../api/client.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { ImportDialog } from "./ImportDialog.tsx";
import { type DefinitionRow, useDefinitions } from "./use-admin.ts";
import { VersionsDrawer } from "./VersionsDrawer.tsx";

/** Definition packages: what is live, earlier versions and their differences, export and import. */
export function DefinitionsTab() {
  const [withForms, setWithForms] = useState(false);
  const [importing, setImporting] = useState(false);
  const [opened, setOpened] = useState<DefinitionRow>();
  const definitions = useDefinitions(withForms);
  if (definitions.error) return <ErrorNotice error={definitions.error} onRetry={() => definitions.refetch()} />;
  return (
    <>
      <div className="admin-bar">
        <Checkbox checked={withForms} onChange={(event) => setWithForms(event.target.checked)}>
          {t("admin.withForms")}
        </Checkbox>
        <Button type="primary" onClick={() => setImporting(true)}>
          {t("admin.import")}
        </Button>
      </div>
      <Table<DefinitionRow>
        rowKey="key"
        size="middle"
        loading={definitions.isFetching}
        dataSource={definitions.data}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t("admin.definition"), dataIndex: "title" },
          { title: t("admin.key"), dataIndex: "key", render: (key: string) => <code>{key}</code> },
          {
            title: t("admin.origin"),
            dataIndex: "origin",
            render: (origin: DefinitionRow["origin"]) => <Tag>{t(`admin.origin.${origin}`)}</Tag>,
          },
          {
            title: t("admin.version"),
            dataIndex: "number",
            render: (number: number) => t("admin.versionNumber", { number }),
          },
          { title: t("admin.publishedAt"), dataIndex: "publishedAt", render: dateTime },
          {
            title: t("admin.actions"),
            render: (_, row) => (
              <>
                <Button type="link" size="small" onClick={() => setOpened(row)}>
                  {t("admin.versions")}
                </Button>
                <Button type="link" size="small" href={apiUrl(`/definitions/${row.key}/export`)}>
                  {t("admin.export")}
                </Button>
              </>
            ),
          },
        ]}
      />
      {opened && <VersionsDrawer definition={opened} onClose={() => setOpened(undefined)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}
