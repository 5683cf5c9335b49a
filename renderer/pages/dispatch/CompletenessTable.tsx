import { Input, Segmented, Table, type TableProps } from "antd";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { type CampaignView, type Completeness, type Shown, UNIT_PAGE, type UnitLine } from "./use-campaigns.ts";

type Look = { q: string; show: Shown; page: number };
type TableOfProps = { campaign: CampaignView; look: Look; loading: boolean; onLook(look: Look): void };

const shownChoices = ["all", "missing", "overdue"] as const;

/** Units down, periods across; each cell says how many of what is due has been reported. */
export function CompletenessTable({ campaign, look, loading, onLook }: TableOfProps) {
  const { units, unitCount } = campaign.completeness;
  return (
    <section aria-label={t("dispatch.completeness")}>
      <div className="filter-bar dispatch-tools">
        <Input.Search
          allowClear
          aria-label={t("dispatch.findUnit")}
          placeholder={t("dispatch.findUnit")}
          onSearch={(text) => onLook({ ...look, q: text.trim(), page: 1 })}
        />
        <Segmented<Shown>
          value={look.show}
          onChange={(show) => onLook({ ...look, show, page: 1 })}
          options={shownChoices.map((value) => ({ value, label: t(`dispatch.show.${value}`) }))}
        />
        <span className="secondary">{t("dispatch.unitCount", { count: unitCount })}</span>
      </div>
      <Table<UnitLine>
        rowKey="unitId"
        size="small"
        bordered
        loading={loading}
        columns={columnsOf(campaign)}
        dataSource={units}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: <EmptyHint text={t("dispatch.noUnits")} /> }}
        pagination={{
          current: look.page,
          pageSize: UNIT_PAGE,
          total: unitCount,
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: (page) => onLook({ ...look, page }),
        }}
      />
    </section>
  );
}

function columnsOf({ periods }: CampaignView): TableProps<UnitLine>["columns"] {
  return [
    { title: t("dispatch.unit"), dataIndex: "unitName", fixed: "left", width: 260 },
    ...periods.map(({ key, title }) => ({
      title,
      key,
      align: "center" as const,
      onCell: (line: UnitLine) => ({ className: `cell-${stateOf(cellOf(line, key))}` }),
      render: (_: unknown, line: UnitLine) => <Cell cell={cellOf(line, key)} />,
    })),
    {
      title: t("dispatch.remindedAt"),
      render: (_, { remindedAt, remindedCount }) =>
        remindedAt ? t("dispatch.remindedTimes", { at: dateTime(remindedAt), count: remindedCount }) : "",
    },
  ];
}

const cellOf = (line: UnitLine, key: string): Completeness | undefined =>
  line.periods.find(({ period }) => period === key);

function stateOf(cell: Completeness | undefined): "none" | "late" | "done" | "sent" | "open" {
  if (!cell) return "none";
  if (cell.overdue > 0) return "late";
  if (cell.completed === cell.due) return "done";
  return cell.submitted === cell.due ? "sent" : "open";
}

function Cell({ cell }: { cell: Completeness | undefined }) {
  const state = stateOf(cell);
  if (!cell || state === "none") return t("common.none");
  return (
    <>
      {cell.submitted}/{cell.due}
      <em>{t(`dispatch.cell.${state}`)}</em>
    </>
  );
}
