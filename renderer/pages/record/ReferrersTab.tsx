import { Table, type TableColumnsType } from "antd";
import { Link } from "react-router-dom";
import { useReferrers } from "../../api/hooks/records.ts";
import type { Referrer } from "../../api/types.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";

const columns: TableColumnsType<Referrer> = [
  { title: t("record.referrers.type"), dataIndex: "typeTitle", width: 260 },
  {
    title: t("record.referrers.title"),
    key: "title",
    ellipsis: true,
    render: (_, row) => <Link to={`/records/${row.id}`}>{row.title || t("record.untitled")}</Link>,
  },
];

/** The records that refer to this one. */
export function ReferrersTab({ id }: { id: string }) {
  const referrers = useReferrers(id);
  return (
    <QueryState query={referrers}>
      {({ rows }) => (
        <Table
          rowKey={(row) => row.id + row.field}
          size="middle"
          columns={columns}
          dataSource={rows}
          pagination={rows.length > 20 ? { pageSize: 20 } : false}
          locale={{ emptyText: <EmptyHint text={t("record.referrers.empty")} /> }}
        />
      )}
    </QueryState>
  );
}
