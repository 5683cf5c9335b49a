import { PlusOutlined } from "@ant-design/icons";
import { Button, Table, type TableColumnsType } from "antd";
import { Link, useNavigate } from "react-router-dom";
import { useChildren } from "../../api/hooks/records.ts";
import type { ChildRow, ChildType, RecordView } from "../../api/types.ts";
import { clickableRow } from "../../components/clickable-row.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { StatusTag } from "../../components/StatusTag.tsx";
import { usePaging } from "../../components/use-paging.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

const columnsOf = (title: string): TableColumnsType<ChildRow> => [
  {
    title: title || t("record.referrers.title"),
    key: "title",
    ellipsis: true,
    render: (_, row) => <Link to={`/records/${row.id}`}>{row.title || t("record.untitled")}</Link>,
  },
  { title: t("record.unit"), key: "unit", width: 260, ellipsis: true, render: (_, row) => row.unit?.name },
  {
    title: t("record.referrers.status"),
    key: "status",
    width: 120,
    render: (_, row) => row.status && <StatusTag status={row.status} text={row.statusText} />,
  },
  {
    title: t("record.updatedAt"),
    key: "updated",
    width: 160,
    render: (_, row) => <span className="figures">{dateTime(row.updatedAt)}</span>,
  },
];

/** The records below a record, with a way to add one. */
export function ChildrenTab({ record, child }: { record: RecordView; child: ChildType }) {
  const { offset, limit, pagination } = usePaging();
  const children = useChildren(record.id, child.recordType, offset, limit);
  const navigate = useNavigate();
  const title = child.title ?? "";
  const presets = new URLSearchParams({
    [`set.${child.field}`]: record.id,
    back: `/records/${record.id}?tab=${child.recordType}`,
  });
  const create = child.canCreate !== false && (
    <Link to={`/new/${child.recordType}?${presets}`} tabIndex={-1}>
      <Button icon={<PlusOutlined />}>{t("record.child.create", { title })}</Button>
    </Link>
  );
  return (
    <>
      <div className="tab-actions">{create}</div>
      {children.error && <ErrorNotice error={children.error} onRetry={() => children.refetch()} />}
      <Table
        rowKey="id"
        size="middle"
        loading={children.isFetching && !children.data}
        columns={columnsOf(title)}
        dataSource={children.data?.rows}
        locale={{ emptyText: children.data ? <EmptyHint text={t("record.child.empty", { title })} /> : " " }}
        pagination={pagination(children.data?.total ?? 0)}
        onRow={(row) => clickableRow(() => navigate(`/records/${row.id}`))}
      />
    </>
  );
}
