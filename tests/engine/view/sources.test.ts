import test from "ava";
import type { StatisticsSource, StatisticsView } from "../../../engine/definition/index.ts";
import {
  buildStatisticsQuery,
  pivot,
  shareRequest,
  sourceGroups,
  sourceLabels,
  sourceRequest,
  sourceShares,
  sourceView,
} from "../../../engine/view/index.ts";
import { fields } from "./report-views.ts";

const lamps: StatisticsSource = { key: "lamp", title: "路灯", recordType: "lamps/fault", drill: "faults" };
const parks: StatisticsSource = {
  ...{ key: "park", title: "公园", recordType: "parks/note", of: "inForce", drill: "notes" },
  where: { field: "open", op: "eq", value: true },
  fields: { day: "seenOn", cause: "class" },
};
const view: StatisticsView = {
  ...{ key: "all", title: "一起看", recordType: "lamps/fault", sources: [lamps, parks] },
  dimensions: [
    { key: "origin", field: "$origin", title: "来源" },
    { key: "cause", field: "cause", title: "原因", perSource: true },
    { key: "month", field: "day", title: "月份", by: "month" },
    { key: "district", field: "$district", title: "区" },
  ],
  measures: [
    { key: "count", title: "件数", fn: "count" },
    { key: "late", title: "晚报", fn: "count", where: { not: { field: "day", op: "lt", value: "2026-02-01" } } },
    { key: "rate", title: "晚报率", fn: "ratio", of: ["late", "count"] },
  ],
  rows: ["district"],
  filters: [{ field: "day" }, { field: "$origin" }],
  where: { field: "day", op: "notNull" },
};

test("each source is asked in its own words, for its own rows", (t) => {
  const own = sourceView(view, parks);
  t.deepEqual(own.where, { all: [{ field: "seenOn", op: "notNull" }, parks.where] });
  t.deepEqual(own.measures[1]?.where, { not: { field: "seenOn", op: "lt", value: "2026-02-01" } });
  t.like(own, { recordType: "parks/note", of: "inForce", drill: "notes" });
  t.false("sources" in own);
  const request = { rows: ["origin", "cause"], columns: ["month"], filters: { day: { from: "2026-01-01" } } };
  const asked = sourceRequest(view, parks, request);
  t.deepEqual(asked?.filters, { seenOn: { from: "2026-01-01" } });
  const query = buildStatisticsQuery(own, asked ?? {}, { field: "$unit", op: "eq", value: 1 }, fields);
  t.deepEqual(query.groupBy, [
    { key: "cause", field: "class" },
    { key: "month", field: "seenOn", by: "month" },
  ]);
  t.like(query, { recordType: "parks/note", of: "inForce" });
  t.like(sourceView(view, lamps), { recordType: "lamps/fault", of: "record", where: view.where });
});

test("a filter on the source, or on a member of one source, leaves the others out", (t) => {
  const left = (filters: Record<string, string | string[]>) =>
    [lamps, parks].flatMap((source) => (sourceRequest(view, source, { filters }) ? [source.key] : []));
  t.deepEqual(left({ $origin: "park" }), ["park"]);
  t.deepEqual(left({ origin: ["lamp", "park"] }), ["lamp", "park"]);
  t.deepEqual(left({ $origin: [] }), ["lamp", "park"]);
  t.deepEqual(left({ cause: "lamp:01" }), ["lamp"]);
  t.deepEqual(sourceRequest(view, lamps, { filters: { cause: ["lamp:01", "park:02"] } })?.filters, { cause: ["01"] });
});

const groups = {
  lamp: [
    { district: "110101000000", cause: "01", count: 2, late: 1 },
    { district: "110102000000", cause: null, count: 1, late: 0 },
  ],
  park: [{ district: "110101000000", cause: "01", count: 5, late: 1 }],
};
const named = (label: string) => ({
  cause: [{ value: "01", label }],
  district: [{ value: "110101000000", label: "东" }],
});
const together = [...sourceGroups(view, lamps, groups.lamp), ...sourceGroups(view, parks, groups.park)];
const labels = sourceLabels(view, [
  { source: lamps, labels: named("断电") },
  { source: parks, labels: named("积水") },
]);
const table = (rows: string[]) => {
  const { rows: laid, totals } = pivot(view, { rows, columns: [] }, together, labels);
  const numbers = laid.map(({ head, cells }) => [head.map(({ text }) => text).join("/"), ...cells.map((c) => c.value)]);
  return { numbers, totals: totals?.cells.map(({ value }) => value) };
};

test("common members are added up, ratios worked out anew, a source's own members kept apart", (t) => {
  t.deepEqual(table(["district"]), {
    numbers: [
      ["东", 7, 2, 2 / 7],
      ["110102000000", 1, 0, 0],
    ],
    totals: [8, 2, 0.25],
  });
  t.deepEqual(table(["cause"]).numbers, [
    ["路灯：断电", 2, 1, 0.5],
    ["公园：积水", 5, 1, 0.2],
    ["（未填）", 1, 0, 0],
  ]);
  t.deepEqual(table(["origin"]).numbers, [
    ["路灯", 3, 1, 1 / 3],
    ["公园", 5, 1, 0.2],
  ]);
});

test("a number opens the one source it is of; of several each opens its own rows", (t) => {
  const keys = (drill: Record<string, string | null>, request = {}) =>
    sourceShares(view, drill, request).map(({ source }) => source.key);
  t.deepEqual(keys({ district: "110101000000" }), ["lamp", "park"]);
  t.deepEqual(keys({ origin: "park" }), ["park"]);
  t.deepEqual(keys({ cause: "lamp:01" }), ["lamp"]);
  t.deepEqual(keys({ cause: null }), ["lamp", "park"]);
  t.deepEqual(keys({}, { filters: { $origin: "lamp" } }), ["lamp"]);
  const request = { filters: { day: { from: "2026-01-15" }, $origin: "park" } };
  const [share] = sourceShares(view, { cause: "park:01", month: "2026-01", origin: "park" }, request);
  t.truthy(share);
  if (!share) return;
  t.deepEqual(shareRequest({ ...view, key: "lamps/all/park" }, share, "late"), {
    filters: { seenOn: { from: "2026-01-15", to: "2026-01-31" }, class: "01" },
    drill: { view: "lamps/all/park", measure: "late" },
  });
});
