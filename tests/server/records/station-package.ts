import type { PackageFiles } from "../../../engine/definition/index.ts";

const field = (title: string, rest: object = {}) => ({ title, type: "string", maxLength: 200, ...rest });

const stationSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "站点",
  type: "object",
  required: ["name", "code"],
  properties: {
    name: field("名称", { "x-kind": "text" }),
    code: field("编码", { "x-kind": "text", maxLength: 20 }),
    color: { title: "颜色", type: "string", "x-kind": "select", enum: ["red", "green"], "x-enumNames": ["红", "绿"] },
    amount: { title: "数量", type: "number", "x-kind": "number", minimum: 0, maximum: 1_000_000 },
    price: { title: "单价", type: "number", "x-kind": "money", minimum: 0 },
    total: { title: "总价", type: "number", "x-kind": "computed", "x-computed": "=amount * price" },
    year: { title: "年度", type: "integer", "x-kind": "year", minimum: 2000, maximum: 2100 },
    month: { title: "月份", type: "integer", "x-kind": "number", minimum: 1, maximum: 12 },
    openedOn: field("开放日期", { format: "date", "x-kind": "date" }),
    place: field("所在区划", { "x-kind": "division", maxLength: 12 }),
    tags: {
      title: "标签",
      type: "array",
      "x-kind": "multiSelect",
      maxItems: 5,
      items: { type: "string", enum: ["a", "b", "c"], "x-enumNames": ["甲", "乙", "丙"] },
    },
    parent: field("上级站点", {
      format: "uuid",
      "x-kind": "reference",
      "x-reference": { recordType: "stations/station" },
    }),
    secret: field("内部评价", { "x-kind": "text" }),
    level: field("定级", { "x-kind": "text" }),
    files: {
      title: "附件",
      type: "array",
      "x-kind": "attachment",
      maxItems: 5,
      items: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 36 },
          name: { type: "string", maxLength: 255 },
          size: { type: "integer" },
          mediaType: { type: "string", maxLength: 100 },
        },
      },
    },
  },
};

const everyAction = ["read", "create", "edit", "submit", "cancel", "export", "statistics"];

const access = {
  rules: [
    { recordType: "*", roles: ["administrator"], actions: everyAction },
    {
      recordType: "station",
      roles: ["district-filler"],
      actions: everyAction,
      rows: "division",
      hidden: ["secret"],
      readOnly: ["level"],
    },
    { recordType: "station", roles: ["district-reviewer"], actions: ["read"], rows: "division" },
    { recordType: "station", roles: ["city-officer"], actions: everyAction, rows: "all" },
    { recordType: "station", roles: ["city-agency-staff"], actions: everyAction, rows: "unit" },
    { recordType: "note", roles: ["district-filler"], actions: everyAction, rows: "own" },
  ],
};

const views = {
  lists: [
    {
      key: "stations",
      title: "站点列表",
      recordType: "station",
      columns: [
        ...["name", "code", "color", "amount", "total", "year", "openedOn", "place", "tags", "parent"].map((f) => ({
          field: f,
        })),
        ...["secret", "level", "$status", "$unit", "$district", "$updatedAt"].map((f) => ({ field: f })),
      ],
      filters: ["name", "color", "amount", "openedOn", "place", "tags", "secret", "$status", "year", "month"].map(
        (f) => ({ field: f }),
      ),
      search: ["name", "code", "secret"],
      sort: [{ field: "$updatedAt", order: "desc" }],
      pageSize: 20,
    },
  ],
  tiles: [
    {
      key: "drafts",
      title: "草稿",
      list: "stations",
      where: { field: "$status", op: "eq", value: "draft" },
      roles: ["district-filler"],
    },
  ],
  statistics: [
    {
      key: "monthly",
      title: "月份站点统计表",
      recordType: "station",
      dimensions: [
        { key: "district", field: "$district", all: "districts" },
        { key: "month", field: "month", all: "months" },
        { key: "color", field: "color", all: "options" },
        { key: "secret", field: "secret" },
      ],
      measures: [
        { key: "count", title: "个数", fn: "count", decimals: 0 },
        { key: "amount", title: "数量", fn: "sum", field: "amount" },
        {
          key: "official",
          title: "生效",
          fn: "count",
          where: { field: "$status", op: "eq", value: "inForce" },
          decimals: 0,
        },
        { key: "rate", title: "生效率", fn: "ratio", of: ["official", "count"] },
      ],
      rows: ["district"],
      columns: ["month"],
      filters: [{ field: "year" }, { field: "color" }],
      drill: "stations",
    },
  ],
};

const noteSchema = {
  title: "便签",
  type: "object",
  properties: { text: field("内容", { "x-kind": "text" }) },
  required: ["text"],
};

/** A package with one rich and one poor record type, without processes: a submission is in force at once. */
export const stationPackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    key: "stations",
    title: "站点",
    version: "1.0.0",
    dependsOn: ["_shared"],
    recordTypes: [
      {
        key: "station",
        title: "站点",
        schema: "station.schema.json",
        titleField: "name",
        unique: [{ key: "code", fields: ["code", "year"], message: "同一年度的编码不能重复" }],
      },
      { key: "note", title: "便签", schema: "note.schema.json", titleField: "text" },
    ],
  }),
  "station.schema.json": JSON.stringify(stationSchema),
  "note.schema.json": JSON.stringify(noteSchema),
  "access.json": JSON.stringify(access),
  "views.json": JSON.stringify(views),
};

/** Data of a station that passes every check. */
export const station = (rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: "东华门站",
  code: `C${Math.random().toString(36).slice(2, 10)}`,
  year: 2026,
  ...rest,
});
