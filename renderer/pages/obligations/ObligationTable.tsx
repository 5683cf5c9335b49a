import { Button, Space, Table, type TableColumnsType, Tag } from "antd";
import { Link, useNavigate } from "react-router-dom";
import { useObligations } from "../../api/hooks/obligations.ts";
import type { Obligation, ObligationBox } from "../../api/types.ts";
import { clickableRow } from "../../components/clickable-row.ts";
import { DueTag } from "../../components/DueTag.tsx";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { usePaging } from "../../components/use-paging.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { obligationName } from "./obligation-name.ts";

const emptyText = {
  open: "obligation.emptyOpen",
  done: "obligation.emptyDone",
  overdue: "obligation.emptyOverdue",
} as const;

const stateTones: Record<Obligation["state"], string> = {
  open: "neutral",
  draft: "neutral",
  returned: "danger",
  submitted: "info",
  completed: "success",
};

const path = (box: ObligationBox, row: Obligation) =>
  box === "done" && row.recordId ? `/records/${row.recordId}` : `/obligations/${row.id}/fill`;

function State({ row }: { row: Obligation }) {
  return (
    <Space size={4}>
      <Tag className={`tone tone-${stateTones[row.state]}`}>{row.stateText}</Tag>
      {row.remindedAt && !row.submittedAt && (
        <Tag className="tone tone-warning" title={dateTime(row.remindedAt)}>
          {t("obligation.reminded")}
        </Tag>
      )}
    </Space>
  );
}

function columns(box: ObligationBox): TableColumnsType<Obligation> {
  const done = box === "done";
  const action = (row: Obligation) =>
    t(done ? "obligation.look" : row.recordId ? "obligation.continue" : "obligation.fill");
  return [
    {
      title: t("obligation.name"),
      key: "name",
      ellipsis: true,
      render: (_, row) => <Link to={path(box, row)}>{obligationName(row)}</Link>,
    },
    { title: t("obligation.period"), key: "period", width: 120, render: (_, row) => row.period.title },
    {
      title: t("obligation.due"),
      key: "due",
      width: 160,
      render: (_, row) => <DueTag at={row.dueAt} finished={done} />,
    },
    { title: t("obligation.state"), key: "state", width: done ? 170 : 120, render: (_, row) => <State row={row} /> },
    ...(done
      ? [
          {
            title: t("obligation.submitted"),
            key: "submitted",
            width: 160,
            render: (_: unknown, row: Obligation) => <span className="figures">{dateTime(row.submittedAt)}</span>,
          },
        ]
      : []),
    {
      key: "action",
      width: 110,
      align: "right",
      render: (_, row) => (
        <Link to={path(box, row)} tabIndex={-1}>
          <Button size="small" type={done ? "default" : "primary"} ghost={!done}>
            {action(row)}
          </Button>
        </Link>
      ),
    },
  ];
}

/** One box of obligations. */
export function ObligationTable({ box }: { box: ObligationBox }) {
  const { offset, limit, pagination } = usePaging();
  const obligations = useObligations(box, offset, limit);
  const navigate = useNavigate();
  return (
    <>
      {obligations.error && <ErrorNotice error={obligations.error} onRetry={() => obligations.refetch()} />}
      <Table<Obligation>
        rowKey="id"
        size="middle"
        loading={obligations.isFetching && !obligations.data}
        columns={columns(box)}
        dataSource={obligations.data?.rows}
        locale={{ emptyText: obligations.data ? <EmptyHint text={t(emptyText[box])} /> : " " }}
        pagination={pagination(obligations.data?.total ?? 0)}
        onRow={(row) => clickableRow(() => navigate(path(box, row)))}
      />
    </>
  );
}
