import { useVirtualizer } from "@tanstack/react-virtual";
import { Input, Segmented } from "antd";
import { useMemo, useRef, useState } from "react";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { t } from "../../i18n/index.ts";
import type { CampaignView, CompletenessCell } from "./use-campaigns.ts";
import "./dispatch.css";

type Shown = "all" | "missing" | "overdue";
const ROW_HEIGHT = 38;

/** Units down, periods across; each cell says how many of what is due has been reported. Virtual: 7,000 units scroll. */
export function Completeness({ campaign }: { campaign: CampaignView }) {
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const byUnit = useMemo(() => groupByUnit(campaign.cells), [campaign.cells]);
  const units = campaign.units.filter(({ id, name }) => name.includes(search.trim()) && matches(byUnit.get(id), shown));
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: units.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  const columns = { gridTemplateColumns: `minmax(220px, 1fr) repeat(${campaign.periods.length}, minmax(88px, 120px))` };
  return (
    <section aria-label={t("dispatch.completeness")}>
      <div className="statistics-bar dispatch-tools">
        <Input.Search
          allowClear
          aria-label={t("dispatch.findUnit")}
          placeholder={t("dispatch.findUnit")}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Segmented<Shown>
          value={shown}
          onChange={setShown}
          options={(["all", "missing", "overdue"] as const).map((value) => ({
            value,
            label: t(`dispatch.show.${value}`),
          }))}
        />
        <span className="secondary">{t("dispatch.unitCount", { count: units.length })}</span>
      </div>
      {units.length === 0 && <EmptyHint text={t("dispatch.noUnits")} />}
      <div className="completeness" ref={scroller}>
        <div className="completeness-row completeness-head" style={columns}>
          <span>{t("dispatch.unit")}</span>
          {campaign.periods.map(({ key, title }) => (
            <span key={key}>{title}</span>
          ))}
        </div>
        <div style={{ height: rows.getTotalSize(), position: "relative" }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const unit = units[index];
            if (!unit) return null;
            return (
              <div
                key={unit.id}
                className="completeness-row"
                style={{ ...columns, transform: `translateY(${start}px)` }}
              >
                <span title={unit.name}>{unit.name}</span>
                {campaign.periods.map(({ key }) => (
                  <Cell key={key} cell={byUnit.get(unit.id)?.get(key)} />
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

type Cells = Map<string, CompletenessCell>;

function groupByUnit(cells: CompletenessCell[]): Map<number, Cells> {
  const units = new Map<number, Cells>();
  for (const cell of cells) {
    const own = units.get(cell.unitId) ?? new Map();
    units.set(cell.unitId, own.set(cell.periodKey, cell));
  }
  return units;
}

function matches(cells: Cells | undefined, shown: Shown): boolean {
  if (shown === "all") return true;
  const all = [...(cells?.values() ?? [])];
  return shown === "missing"
    ? all.some(({ due, submitted }) => submitted < due)
    : all.some(({ overdue }) => overdue > 0);
}

function Cell({ cell }: { cell: CompletenessCell | undefined }) {
  if (!cell) return <span className="cell-none">—</span>;
  const state =
    cell.overdue > 0 ? "late" : cell.completed === cell.due ? "done" : cell.submitted === cell.due ? "sent" : "open";
  return (
    <span className={`cell-${state}`} title={t(`dispatch.cell.${state}`)}>
      {cell.submitted}/{cell.due}
      <em>{t(`dispatch.cell.${state}`)}</em>
    </span>
  );
}
