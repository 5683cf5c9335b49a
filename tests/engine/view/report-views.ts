import type { ListView, StatisticsView } from "../../../engine/definition/index.ts";
import { viewFields } from "../../../engine/view/index.ts";

/** A list of reports as resolveRecordType would give it. */
export const reports: ListView = {
  key: "reports",
  title: "报送",
  recordType: "tiny/report",
  columns: [{ field: "name" }, { field: "$status" }],
  filters: [{ field: "kind" }, { field: "tags" }, { field: "$district" }, { field: "amount" }, { field: "$createdAt" }],
  sort: [{ field: "$createdAt", order: "desc" }],
  search: ["name", "note"],
  where: { field: "amount", op: "gt", value: 0 },
};

/** Fields of the reports. */
export const fields = viewFields({
  schema: {
    type: "object",
    properties: {
      name: { type: "string", title: "名称", maxLength: 50 },
      note: { type: "string", title: "备注", maxLength: 50 },
      kind: { type: "string", title: "种类", enum: ["a", "b"] },
      tags: { type: "array", title: "标签", maxItems: 3, items: { type: "string", enum: ["x", "y"] } },
      amount: { type: "number", title: "数量" },
    },
  },
});

/** What was reported by month, kind and district. */
export const counts: StatisticsView = {
  key: "counts",
  title: "报送统计",
  recordType: "tiny/report",
  of: "obligation",
  dimensions: [
    { key: "kind", field: "kind", title: "种类" },
    { key: "month", field: "$month", title: "月份", all: "months" },
    { key: "district", field: "$district", title: "区", all: "districts" },
    { key: "year", field: "$year", title: "年度" },
  ],
  measures: [
    { key: "due", title: "应报", fn: "count" },
    { key: "done", title: "已完成", fn: "count", where: { field: "kind", op: "eq", value: "a" } },
    { key: "rate", title: "完成率", fn: "ratio", of: ["done", "due"], unit: "%", decimals: 1 },
    { key: "mean", title: "平均", fn: "avg", field: "amount" },
    { key: "most", title: "最多", fn: "max", field: "amount" },
    { key: "units", title: "单位数", fn: "countDistinct", field: "$unit" },
  ],
  rows: ["district"],
  columns: ["month"],
  where: { field: "amount", op: "gte", value: 0 },
  filters: [{ field: "$year" }],
  drill: "duties",
};

/** The list behind the numbers. */
export const duties: ListView = {
  key: "duties",
  title: "明细",
  recordType: "tiny/report",
  of: "obligation",
  columns: [{ field: "$unit" }, { field: "$month" }, { field: "$district" }, { field: "kind" }],
  filters: [{ field: "$year" }],
};
