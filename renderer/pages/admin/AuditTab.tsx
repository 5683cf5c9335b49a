import { Button, Input, Select, Table, type TableColumnsType, Tag } from "antd";
import { useState } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { type AuditRow, useAudit } from "./use-admin.ts";

const PAGE_SIZE = 50;
const results = ["ok", "denied", "failed"] as const;
const resultColor: Record<string, string> = { ok: "green", denied: "red", failed: "orange" };

type AuditFilter = { login?: string; action?: string; target?: string; result?: string };

/** The audit trail, newest first: by account, action, target or result. */
export function AuditTab() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const [page, setPage] = useState(0);
  const rows = useAudit({ ...filter, offset: page * PAGE_SIZE, limit: PAGE_SIZE });
  const set = (part: AuditFilter) => {
    setFilter({ ...filter, ...part });
    setPage(0);
  };
  if (rows.error) return <ErrorNotice error={rows.error} onRetry={() => rows.refetch()} />;
  return (
    <>
      <Filters onChange={set} />
      <Table<AuditRow>
        rowKey="id"
        size="small"
        loading={rows.isFetching}
        dataSource={rows.data}
        pagination={false}
        expandable={{
          expandedRowRender: ({ detail }) => <pre className="admin-detail">{JSON.stringify(detail, null, 2)}</pre>,
          rowExpandable: ({ detail }) => detail !== null,
        }}
        columns={columns}
      />
      <div className="admin-bar">
        <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
          {t("admin.newer")}
        </Button>
        <Button disabled={(rows.data?.length ?? 0) < PAGE_SIZE} onClick={() => setPage(page + 1)}>
          {t("admin.older")}
        </Button>
      </div>
    </>
  );
}

function Filters({ onChange }: { onChange(part: AuditFilter): void }) {
  return (
    <div className="admin-bar">
      {(["login", "action", "target"] as const).map((name) => (
        <Input.Search
          key={name}
          allowClear
          aria-label={t(`admin.audit.${name}`)}
          placeholder={t(`admin.audit.${name}`)}
          onSearch={(value) => onChange({ [name]: value.trim() || undefined })}
        />
      ))}
      <Select
        allowClear
        aria-label={t("admin.audit.result")}
        placeholder={t("admin.audit.result")}
        options={results.map((value) => ({ value, label: t(`admin.result.${value}`) }))}
        onChange={(result?: string) => onChange({ result })}
      />
    </div>
  );
}

const columns: TableColumnsType<AuditRow> = [
  { title: t("admin.audit.at"), dataIndex: "at", render: dateTime },
  {
    title: t("admin.audit.who"),
    render: (_, { account, unitName }) => (account ? `${account.name}（${unitName ?? ""}）` : t("admin.system")),
  },
  { title: t("admin.audit.ip"), dataIndex: "ip" },
  { title: t("admin.audit.action"), dataIndex: "action", render: (action: string) => <code>{action}</code> },
  { title: t("admin.audit.target"), dataIndex: "target", ellipsis: true },
  {
    title: t("admin.audit.result"),
    dataIndex: "result",
    render: (result: string) => <Tag color={resultColor[result]}>{resultText(result)}</Tag>,
  },
];

function resultText(result: string): string {
  const known = results.find((each) => each === result);
  return known ? t(`admin.result.${known}`) : result;
}
