import type { PivotTable } from "../../../engine/view/index.ts";
import { colors } from "../../colors.ts";
import { numberText } from "./number-text.ts";
import type { ChartMeta } from "./use-statistics.ts";

/** Pixels of a name under a slanted axis before it is cut short; the tooltip has the whole of it. */
const slantedName = 76;

/** What echarts is told of one dimension's figures: a pie has no slices of nothing, an axis of whole numbers no parts of one. */
export function chartOption(kind: ChartMeta["kind"], title: string, table: PivotTable) {
  const column = table.columns[0];
  const points = table.rows.map(({ head, cells }) => ({ name: head[0]?.text ?? "", value: cells[0]?.value ?? 0 }));
  const heading = { text: title, left: "center", textStyle: { fontSize: 14, color: colors.text } };
  const tooltip = { valueFormatter: (value: unknown) => numberText(Number(value), column) };
  if (kind === "pie") {
    const data = points.filter(({ value }) => value > 0);
    const label = {
      formatter: ({ name, value }: { name: string; value: unknown }) => `${name} ${numberText(Number(value), column)}`,
    };
    return { title: heading, tooltip, series: [{ type: kind, radius: ["35%", "65%"], top: 24, data, label }] };
  }
  const slanted = points.length > 8;
  const whole = points.every(({ value }) => Number.isInteger(value)) && !column?.decimals && !column?.percent;
  return {
    title: heading,
    tooltip: { ...tooltip, trigger: "axis" },
    color: [colors.primary],
    grid: { left: 56, right: 16, top: 48, bottom: 64 },
    xAxis: {
      type: "category",
      data: points.map(({ name }) => name),
      axisLabel: {
        interval: 0,
        rotate: slanted ? 40 : 0,
        ...(slanted && { width: slantedName, overflow: "truncate" }),
      },
    },
    yAxis: {
      type: "value",
      ...(whole && { minInterval: 1 }),
      axisLabel: { formatter: (value: number) => numberText(value, column) },
    },
    series: [{ type: kind, barMaxWidth: 32, data: points.map(({ value }) => value) }],
  };
}
