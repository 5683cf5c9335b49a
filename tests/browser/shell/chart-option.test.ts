import test from "ava";
import type { PivotTable } from "../../../engine/view/index.ts";
import { chartOption } from "../../../renderer/pages/statistics/chart-option.ts";

const table = (values: Record<string, number>, column: object = {}) =>
  ({
    columns: [{ key: "count", title: "条数", ...column }],
    rows: Object.entries(values).map(([text, value]) => ({ head: [{ text }], cells: [{ value }] })),
  }) as unknown as PivotTable;

test("a pie has no slices of nothing, and says the figure beside the name", (t) => {
  const { series } = chartOption("pie", "条数", table({ 东城区: 1200, 西城区: 0 }));
  t.deepEqual(series[0]?.data, [{ name: "东城区", value: 1200 }]);
  const label = (series[0] as { label: { formatter(point: object): string } }).label;
  t.is(label.formatter({ name: "东城区", value: 1200 }), "东城区 1,200");
});

test("an axis of whole numbers has no parts of one; one of shares has", (t) => {
  t.like(chartOption("bar", "条数", table({ 东城区: 1, 西城区: 0 })), { yAxis: { minInterval: 1 } });
  const share = chartOption("bar", "整改率", table({ 东城区: 1, 西城区: 0 }, { percent: true, decimals: 1 }));
  t.false("minInterval" in (share.yAxis ?? {}));
});
