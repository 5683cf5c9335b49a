import type { PackageFiles } from "../../../engine/definition/index.ts";

/** A tiny package of two record types, a process and views; JSON files as objects so that a test can change one thing. */
export type Draft = Record<string, unknown>;

const visit = {
  type: "object",
  title: "走访",
  required: ["place"],
  properties: {
    place: { type: "string", title: "地点", maxLength: 50 },
    office: { type: "string", title: "单位", format: "uuid", "x-reference": { recordType: "tiny/office" } },
    day: { type: "string", title: "日期", format: "date" },
    count: { type: "integer", title: "人数", minimum: 0, maximum: 1000 },
    result: { type: "string", title: "结果", maxLength: 20, "x-options": { list: "tiny/results" } },
    notes: {
      type: "array",
      title: "记录",
      maxItems: 10,
      items: { type: "object", properties: { text: { type: "string", maxLength: 100 } } },
    },
  },
};

const office = {
  type: "object",
  title: "单位",
  required: ["name"],
  properties: {
    name: { type: "string", title: "名称", maxLength: 50 },
    year: { type: "string", title: "年度", format: "year" },
  },
};

const manifest = {
  key: "tiny",
  title: "走访登记",
  version: "1.0.0",
  codeLists: ["results.json"],
  roles: "roles.json",
  recordTypes: [
    {
      key: "office",
      title: "单位",
      schema: "office.schema.json",
      titleField: "name",
      children: [{ recordType: "visit", field: "office" }],
      ownForm: { extends: "visit" },
      dispatch: {
        recordType: "visit",
        subjectField: "office",
        period: '=if record.year = null then "once" else "month"',
        year: "=number(record.year)",
        fillerRole: "clerk",
        prefill: { place: "=record.name" },
      },
    },
    {
      key: "visit",
      title: "走访",
      schema: "visit.schema.json",
      ui: "visit.ui.json",
      titleField: "place",
      unique: [{ key: "once", fields: ["$unit", "day"], message: "当天已登记" }],
      index: ["count"],
      routing: ["count"],
      process: "check",
    },
  ],
  processes: [{ key: "check", title: "审核", file: "check.bpmn" }],
  menus: [
    { key: "visits", title: "走访", roles: ["clerk"], screen: "list", view: "visits" },
    { key: "counts", title: "统计", roles: ["*"], screen: "statistics", view: "counts" },
  ],
};

const views = {
  lists: [
    {
      key: "visits",
      title: "走访",
      recordType: "visit",
      columns: [{ field: "place" }, { field: "$status" }, { field: "office" }],
      filters: [{ field: "result" }, { field: "day" }, { field: "$district" }],
      sort: [{ field: "day", order: "desc" }],
      search: ["place"],
      where: { field: "count", op: "gt", value: 0 },
    },
  ],
  tiles: [
    { key: "many", title: "人多", list: "visits", roles: ["clerk"], where: { field: "count", op: "gt", value: 100 } },
  ],
  statistics: [
    {
      key: "counts",
      title: "走访统计",
      recordType: "visit",
      dimensions: [
        { key: "result", field: "result" },
        { key: "district", field: "$district", all: "districts" },
      ],
      measures: [
        { key: "visits", title: "次数", fn: "count" },
        { key: "people", title: "人数", fn: "sum", field: "count" },
        { key: "each", title: "人均", fn: "ratio", of: ["people", "visits"] },
      ],
      rows: ["district"],
      columns: ["result"],
      drill: "visits",
      charts: [{ kind: "bar", measure: "people", dimension: "district" }],
    },
  ],
};

const access = {
  rules: [
    { recordType: "*", roles: ["*"], actions: ["read"], rows: "division" },
    { recordType: "visit", roles: ["clerk"], actions: ["create", "edit"], rows: "unit", readOnly: ["result"] },
    {
      recordType: "office",
      roles: ["clerk"],
      actions: ["dispatch", "design"],
      where: { field: "year", op: "notNull" },
    },
  ],
};

/** The files of the tiny package, each JSON file as a fresh object. */
export function tinyDraft(): Draft {
  return structuredClone({
    "manifest.json": manifest,
    "visit.schema.json": visit,
    "visit.ui.json": { "ui:order": ["place", "*"], "ui:groups": [{ title: "走访", fields: ["place"] }] },
    "office.schema.json": office,
    "views.json": views,
    "access.json": access,
    "results.json": { key: "results", title: "结果", items: [{ code: "ok", title: "正常" }] },
    "roles.json": { roles: [{ key: "clerk", title: "经办" }] },
    "check.bpmn": '<bpmn:userTask id="look" name="查看">',
    "samples/visit.json": { recordType: "visit", valid: true, data: { place: "大厅" } },
    "samples/no-place.json": { recordType: "visit", valid: false, data: { count: 1 }, expect: ["/place"] },
  });
}

/** The tiny package as files, after `change` has been made to it. */
export function tinyFiles(change: (draft: Draft) => void = () => {}): PackageFiles {
  const draft = tinyDraft();
  change(draft);
  const text = (content: unknown) => (typeof content === "string" ? content : JSON.stringify(content));
  return Object.fromEntries(Object.entries(draft).map(([file, content]) => [file, text(content)]));
}

/** Changes the value at a path inside a file of a draft; undefined removes it. */
export const put =
  (file: string, path: string, value: unknown) =>
  (draft: Draft): void => {
    const steps = path.split("/");
    const last = steps.pop() ?? "";
    let node = draft[file] as Record<string, unknown>;
    for (const step of steps) node = node[step] as Record<string, unknown>;
    if (value === undefined) delete node[last];
    else node[last] = value;
  };

/** Removes a file. */
export const without =
  (file: string) =>
  (draft: Draft): void => {
    delete draft[file];
  };
