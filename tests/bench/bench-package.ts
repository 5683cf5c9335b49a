import type { PackageFiles } from "../../engine/definition/index.ts";

const text = (title: string) => ({ title, type: "string", maxLength: 100, "x-kind": "text" });

/** Names of the 34 plain fields beside the six that views use. */
export const plainFields = Array.from({ length: 34 }, (_, at) => `field${at + 1}`);

const schema = {
  title: "基准表",
  type: "object",
  required: ["name", "month"],
  properties: {
    name: text("名称"),
    color: {
      title: "颜色",
      type: "string",
      "x-kind": "select",
      enum: ["red", "green", "blue"],
      "x-enumNames": ["红", "绿", "蓝"],
    },
    amount: { title: "数量", type: "number", "x-kind": "number", minimum: 0, maximum: 1_000_000 },
    year: { title: "年度", type: "integer", minimum: 2000, maximum: 2100, "x-kind": "year" },
    month: { title: "月份", type: "integer", minimum: 1, maximum: 12, "x-kind": "number" },
    day: { title: "日期", type: "string", maxLength: 10, format: "date", "x-kind": "date" },
    ...Object.fromEntries(plainFields.map((name) => [name, text(name)])),
  },
};

const actions = ["read", "create", "edit", "submit", "export", "statistics"];

/** One record type of 40 fields, six of them projected. */
export const benchPackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    ...{ key: "bench", title: "基准", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: [{ key: "row", title: "基准表", schema: "row.schema.json", titleField: "name" }],
  }),
  "row.schema.json": JSON.stringify(schema),
  "access.json": JSON.stringify({
    rules: [
      { recordType: "row", roles: ["city-officer"], actions, rows: "all" },
      { recordType: "row", roles: ["district-filler"], actions, rows: "division" },
    ],
  }),
  "views.json": JSON.stringify({
    lists: [
      {
        ...{ key: "rows", title: "基准列表", recordType: "row", pageSize: 20, search: ["name"] },
        columns: ["name", "color", "amount", "year", "month", "day", "$status", "$unit", "$district", "$updatedAt"].map(
          (field) => ({ field }),
        ),
        filters: ["color", "year", "month", "$district"].map((field) => ({ field })),
        sort: [{ field: "$updatedAt", order: "desc" }],
      },
    ],
    statistics: [
      {
        ...{ key: "monthly", title: "月份统计", recordType: "row", rows: ["district"], columns: ["month"] },
        dimensions: [
          { key: "district", field: "$district", all: "districts" },
          { key: "month", field: "month", all: "months" },
        ],
        measures: [
          { key: "count", title: "应报", fn: "count" },
          { key: "done", title: "生效", fn: "count", where: { field: "$status", op: "eq", value: "inForce" } },
          { key: "amount", title: "数量", fn: "sum", field: "amount" },
        ],
        filters: [{ field: "year" }],
      },
    ],
  }),
};
