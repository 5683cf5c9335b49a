import test from "ava";
import fc from "fast-check";
import type { StatisticsView } from "../../../engine/definition/index.ts";
import {
  buildStatisticsQuery,
  drillRequest,
  type GroupRow,
  type HeadCell,
  type Labels,
  type PivotTable,
  pivot,
  type StatisticsRequest,
  ViewError,
} from "../../../engine/view/index.ts";
import { counts, fields } from "./report-views.ts";

const labels: Labels = {
  district: [
    { value: "110101000000", label: "东城区" },
    { value: "110102000000", label: "西城区" },
  ],
  kind: [
    { value: "b", label: "乙" },
    { value: "a", label: "甲" },
  ],
};
const texts = (cells: HeadCell[]) => cells.map(({ text }) => text);
const values = (table: PivotTable) => table.rows.map(({ cells }) => cells.map(({ value }) => value));
const small = (change: Partial<StatisticsView> = {}): StatisticsView => ({
  ...counts,
  measures: counts.measures.slice(0, 3),
  rows: ["district"],
  columns: ["kind"],
  ...change,
});

test("R-KEY-12 R-KEY-13 R-KEY-14 R-KEY-15: a statistics query groups by any dimensions asked for", (t) => {
  const request = {
    rows: ["year", "kind"],
    columns: ["month", "district"],
    filters: { year: 2026, $district: "110101000000" },
  };
  const query = buildStatisticsQuery(counts, request, { field: "$unit", op: "eq", value: 1 }, fields);
  t.deepEqual(
    query.groupBy?.map(({ field }) => field),
    ["$year", "kind", "$month", "$district"],
  );
  t.deepEqual(query.where, {
    all: [
      counts.where,
      { field: "$unit", op: "eq", value: 1 },
      { field: "$year", op: "eq", value: 2026 },
      { field: "$district", op: "within", value: "110101000000" },
    ],
  });
});

test("ratios and averages are asked for in their parts, each once", (t) => {
  const query = buildStatisticsQuery(counts, { measures: ["rate", "due", "mean"] }, true, fields);
  t.deepEqual(
    query.measures?.map(({ key, fn }) => `${key} ${fn}`),
    ["done count", "due count", "mean$sum sum", "mean$count count"],
  );
  t.deepEqual(query.measures?.[3]?.where, { field: "amount", op: "notNull" });
});

test("what a view does not declare is refused", (t) => {
  const ask = (request: StatisticsRequest) => buildStatisticsQuery(counts, request, true, fields);
  for (const request of [{ rows: ["secret"] }, { rows: [] }, { measures: ["secret"] }, { filters: { amount: 1 } }]) {
    t.throws(() => ask(request), { instanceOf: ViewError });
  }
});

const groups: GroupRow[] = [
  { district: "110101000000", kind: "a", due: 4, done: 4 },
  { district: "110101000000", kind: "b", due: 4, done: 1 },
  { district: "110102000000", kind: "b", due: "2", done: "0" },
];

test("R-KEY-16: the header is merged over members and measures, with the totals at the right", (t) => {
  const { header } = pivot(small(), {}, groups, labels);
  t.deepEqual(texts(header[0] ?? []), ["区", "乙", "甲", "合计"]);
  t.deepEqual(
    header[0]?.map(({ rowSpan, colSpan, column }) => [rowSpan, colSpan, column]),
    [
      [2, 1, 0],
      [1, 3, 1],
      [1, 3, 4],
      [1, 3, 7],
    ],
  );
  t.deepEqual(texts(header[1] ?? []), Array(3).fill(["应报", "已完成", "完成率"]).flat());
});

test("R-KEY-16: totals recompute a ratio from its parts and never average it", (t) => {
  const table = pivot(small(), {}, groups, labels);
  t.deepEqual(values(table), [
    [4, 1, 0.25, 4, 4, 1, 8, 5, 0.625],
    [2, 0, 0, 0, 0, null, 2, 0, 0],
  ]);
  t.deepEqual(
    table.totals?.cells.map(({ value }) => value),
    [6, 1, 1 / 6, 4, 4, 1, 10, 5, 0.5],
  );
  t.deepEqual(table.totals?.head, [{ text: "合计", rowSpan: 1, colSpan: 1, column: 0 }]);
});

test("R-KEY-07: every district and month is shown even where nothing was counted, in its order", (t) => {
  const view = small({ rows: ["district"], columns: ["month"], measures: counts.measures.slice(0, 1) });
  const table = pivot(view, {}, [{ district: "110102000000", month: 3, due: 5 }], labels);
  t.deepEqual(
    table.rows.map(({ head }) => texts(head)),
    [["东城区"], ["西城区"]],
  );
  t.deepEqual(texts(table.header[0] ?? []).slice(1, 4), ["1月", "2月", "3月"]);
  t.is(table.columns.length, 13);
  t.deepEqual(
    table.rows[0]?.cells.map(({ value }) => value),
    Array(13).fill(0),
  );
  t.is(table.rows[1]?.cells[2]?.value, 5);
});

test("the table's filters narrow the members shown; what has no month is called 全年", (t) => {
  const view = small({ rows: ["month"], columns: [], measures: counts.measures.slice(0, 1) });
  const table = pivot(view, { filters: { month: [2, 3] } }, [{ month: 3, due: 1 }], labels);
  t.deepEqual(
    table.rows.map(({ head }) => texts(head)),
    [["2月"], ["3月"]],
  );
  const yearly = pivot(view, {}, [{ month: null, due: 1 }], labels);
  t.deepEqual(texts(yearly.rows.at(-1)?.head ?? []), ["全年"]);
  t.deepEqual(
    yearly.totals?.cells.map(({ value }) => value),
    [1],
  );
  const district = pivot(small({ columns: [] }), { filters: { district: "110101000000" } }, [], labels);
  t.deepEqual(
    district.rows.map(({ head }) => texts(head)),
    [["东城区"]],
  );
});

test("row heads of several dimensions are merged, and only what occurs together is shown", (t) => {
  const view = small({ rows: ["year", "kind"], columns: [], measures: counts.measures.slice(0, 1) });
  const table = pivot(
    view,
    {},
    [
      { year: 2025, kind: "a", due: 1 },
      { year: 2026, kind: "a", due: 2 },
      { year: 2026, kind: "b", due: 3 },
    ],
    labels,
  );
  t.deepEqual(
    table.rows.map(({ head }) => head.map(({ text, rowSpan }) => `${text}${rowSpan}`)),
    [
      ["20251", "甲1"],
      ["20262", "乙1"],
      ["20260", "甲1"],
    ],
  );
  t.is(table.totals?.head[0]?.colSpan, 2);
});

test("averages and extremes are put together from their parts; a distinct count of several groups is not guessed", (t) => {
  const view = small({ rows: ["district"], columns: [], measures: counts.measures.slice(3) });
  const table = pivot(
    view,
    {},
    [
      { district: "110101000000", mean$sum: 10, mean$count: 4, most: 5, units: 2 },
      { district: "110102000000", mean$sum: 2, mean$count: 2, most: 9, units: 2 },
    ],
    labels,
  );
  t.deepEqual(values(table), [
    [2.5, 5, 2],
    [1, 9, 2],
  ]);
  t.deepEqual(
    table.totals?.cells.map(({ value }) => value),
    [2, 9, null],
  );
});

test("R-KEY-16: every number knows the rows behind it", (t) => {
  const request = { filters: { year: 2026 } };
  const table = pivot(small(), request, groups, labels);
  const cell = table.rows[0]?.cells[1];
  t.deepEqual(cell, { value: 1, measure: "done", drill: { district: "110101000000", kind: "b" } });
  if (!cell) return;
  t.deepEqual(drillRequest(counts, cell, request), {
    filters: { $year: 2026, $district: "110101000000", kind: "b" },
    drill: { view: "counts", measure: "done" },
  });
  const total = table.totals?.cells.at(-1);
  t.deepEqual(total?.drill, {});
});

/** Whether cells with their spans cover every place of a grid of that size exactly once. */
function tiles(rows: HeadCell[][], width: number): boolean {
  const covered = rows.map(() => Array<number>(width).fill(0));
  for (const [at, cells] of rows.entries()) {
    for (const { rowSpan, colSpan, column } of cells) {
      for (let down = 0; down < rowSpan; down += 1) {
        for (let right = 0; right < colSpan; right += 1) {
          const line = covered[at + down];
          if (!line || column + right >= width) return false;
          line[column + right] = (line[column + right] ?? 0) + 1;
        }
      }
    }
  }
  return covered.every((line) => line.every((times) => times === 1));
}

const layout = fc
  .shuffledSubarray(["kind", "month", "district", "year"], { minLength: 1 })
  .chain((keys) => fc.record({ rows: fc.constant(keys), split: fc.integer({ min: 1, max: Math.min(3, keys.length) }) }))
  .map(({ rows, split }) => ({ rows: rows.slice(0, split), columns: rows.slice(split, split + 2) }));
const group = fc.record({
  kind: fc.constantFrom("a", "b", "c", null),
  month: fc.constantFrom(1, 6, 12, null),
  district: fc.constantFrom("110101000000", "110102000000", "110105000000"),
  year: fc.constantFrom(2025, 2026),
  due: fc.nat(50),
  done: fc.nat(50),
  mean$sum: fc.nat(50),
  mean$count: fc.nat(5),
  most: fc.nat(50),
  units: fc.nat(5),
});

test("header and row heads tile their place exactly, whatever the layout", (t) => {
  fc.assert(
    fc.property(
      layout,
      fc.array(group, { maxLength: 12 }),
      fc.shuffledSubarray(["due", "rate", "mean"], { minLength: 1 }),
      (request, rows, measures) => {
        const table = pivot(counts, { ...request, measures }, rows, labels);
        const width = table.headColumns + table.columns.length;
        const heads = table.rows.map(({ head }) => head.filter(({ rowSpan }) => rowSpan > 0));
        return (
          tiles(table.header, width) &&
          tiles(heads, table.headColumns) &&
          table.rows.every(({ cells }) => cells.length === table.columns.length)
        );
      },
    ),
  );
  t.pass();
});

const sum = (numbers: (number | null)[]) => numbers.reduce<number>((total, number) => total + (number ?? 0), 0);

test("totals are the sums of their cells, and all of the data is in the table", (t) => {
  fc.assert(
    fc.property(layout, fc.array(group, { maxLength: 12 }), (request, rows) => {
      const table = pivot(counts, { ...request, measures: ["due"] }, rows, labels);
      const plain = (cells: { value: number | null }[]) =>
        cells.filter((_, at) => !table.columns[at]?.total).map(({ value }) => value);
      const total = (cells: { value: number | null }[]) => cells.at(-1)?.value ?? 0;
      const down = table.columns.every(
        (_, at) => table.totals?.cells[at]?.value === sum(table.rows.map(({ cells }) => cells[at]?.value ?? 0)),
      );
      const across = table.rows.every(({ cells }) => total(cells) === sum(plain(cells)));
      const everything = (table.totals?.cells.at(-1)?.value ?? 0) === sum(rows.map(({ due }) => due));
      return down && (request.columns.length === 0 || across) && (everything || table.columns.length === 0);
    }),
  );
  t.pass();
});
