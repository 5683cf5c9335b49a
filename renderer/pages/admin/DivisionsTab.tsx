import { InboxOutlined } from "@ant-design/icons";
import { Alert, Button, Table, Tag, Upload } from "antd";
import { useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { DivisionFilter } from "../list/filters/DivisionFilter.tsx";
import { DivisionImportDrawer } from "./DivisionImportDrawer.tsx";
import { type ChangeKind, type DivisionImport, useDivisionImports, useUploadDivisions } from "./use-divisions.ts";

const colors = { draft: "default", scheduled: "processing", applied: "success", discarded: "default" } as const;

/** How many of each kind, as one line. */
function countsText(counts: Partial<Record<ChangeKind, number>> = {}): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${t(`divisions.kind.${kind as ChangeKind}`)} ${count}`)
    .join("，");
}

/** Row by row what is wrong with a table that was refused. */
function Refusal({ error }: { error: Error }) {
  const rows = error instanceof ApiError ? error.errors : [];
  const list = rows.length > 0 && (
    <ul className="admin-diff">
      {rows.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
  return <Alert className="section" type="error" showIcon title={error.message} description={list} />;
}

/** Which division the table is of, with all below it. */
function RootChoice({ root, onChange }: { root: string | undefined; onChange(code: string | undefined): void }) {
  return (
    <div className="admin-bar">
      <label htmlFor="division-root">{t("divisions.root")}</label>
      <DivisionFilter
        id="division-root"
        value={root}
        onChange={(code) => onChange(typeof code === "string" ? code : undefined)}
      />
      <span className="secondary">{t("divisions.rootHint")}</span>
    </div>
  );
}

/** Division tables: upload a new one, read what it would change, confirm it; what was imported before. */
export function DivisionsTab() {
  const imports = useDivisionImports();
  const upload = useUploadDivisions();
  const [opened, setOpened] = useState<string>();
  const [root, setRoot] = useState<string>();
  if (imports.error) return <ErrorNotice error={imports.error} onRetry={() => imports.refetch()} />;
  return (
    <>
      <RootChoice root={root} onChange={setRoot} />
      <Upload.Dragger
        accept=".json,.csv,.xlsx"
        maxCount={1}
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file) => {
          upload.mutate({ file, root }, { onSuccess: ({ id }) => setOpened(id) });
          return false;
        }}
      >
        <InboxOutlined style={{ fontSize: 32 }} />
        <p>{t(upload.isPending ? "divisions.reading" : "divisions.hint")}</p>
      </Upload.Dragger>
      {upload.error && <Refusal error={upload.error} />}
      <Table<DivisionImport>
        className="section"
        rowKey="id"
        size="middle"
        loading={imports.isFetching}
        dataSource={imports.data?.rows}
        locale={{ emptyText: t("divisions.none") }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t("divisions.file"), dataIndex: "fileName" },
          { title: t("divisions.effectiveOn"), dataIndex: "effectiveOn" },
          {
            title: t("divisions.state"),
            dataIndex: "state",
            render: (state: DivisionImport["state"]) => (
              <Tag color={colors[state]}>{t(`divisions.state.${state}`)}</Tag>
            ),
          },
          { title: t("divisions.changes"), render: (_, { result }) => countsText(result?.counts) },
          { title: t("divisions.by"), dataIndex: "creator" },
          { title: t("divisions.at"), dataIndex: "createdAt", render: dateTime },
          {
            title: t("admin.actions"),
            render: (_, { id }) => (
              <Button type="link" size="small" onClick={() => setOpened(id)}>
                {t("divisions.open")}
              </Button>
            ),
          },
        ]}
      />
      {opened && <DivisionImportDrawer id={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
