import test from "ava";
import fc from "fast-check";
import {
  applyFieldRights,
  computeFields,
  defaults,
  diffData,
  displayValue,
  type FormSchema,
  mergeData,
} from "../../../engine/form/index.ts";

const schema: FormSchema = {
  type: "object",
  properties: {
    status: {
      type: "string",
      title: "完成情况",
      enum: ["done", "doing"],
      "x-enumNames": ["已完成", "推进中"],
      default: "doing",
    },
    due: { type: "string", title: "完成时限", format: "date" },
    total: { type: "number", title: "合计", multipleOf: 0.01, "x-computed": "sum(rows.amount)" },
    share: { type: "number", title: "平均", multipleOf: 0.01, "x-computed": "total / count(rows)" },
    rows: {
      type: "array",
      title: "推进内容",
      items: {
        type: "object",
        properties: {
          id: { type: "string" },
          name: { type: "string", title: "名称" },
          price: { type: "number", title: "单价" },
          count: { type: "number", title: "数量", "x-unit": "件" },
          amount: { type: "number", title: "金额", multipleOf: 0.01, "x-computed": "price * count" },
        },
      },
    },
  },
};

test("defaults are what the schema declares", (t) => {
  t.deepEqual(defaults(schema), { status: "doing" });
});

test("computed fields settle whatever their order, rows first seen by the record", (t) => {
  const data = computeFields(schema, {
    rows: [
      { price: 0.1, count: 3 },
      { price: 2, count: 2 },
    ],
  });
  t.deepEqual(data, {
    rows: [
      { price: 0.1, count: 3, amount: 0.3 },
      { price: 2, count: 2, amount: 4 },
    ],
    total: 4.3,
    share: 2.15,
  } as never);
  t.is(computeFields(schema, data), data);
});

test("a diff names the field, the row and the values as people read them", (t) => {
  const before = {
    status: "doing",
    due: "2026-03-01",
    rows: [
      { id: "a", name: "甲", count: 1 },
      { id: "b", name: "乙" },
    ],
  };
  const after = {
    status: "done",
    rows: [
      { id: "c", name: "丙" },
      { id: "a", name: "甲", count: 2 },
    ],
  };
  t.deepEqual(
    diffData(schema, before, after).map(({ title, before, after, kind }) => [kind, title, before, after]),
    [
      ["changed", "完成情况", "推进中", "已完成"],
      ["removed", "完成时限", "2026年3月1日", ""],
      ["added", "推进内容 › 第 1 行", "", "丙"],
      ["changed", "推进内容 › 第 2 行 › 数量", "1 件", "2 件"],
      ["removed", "推进内容 › 第 2 行", "乙", ""],
    ],
  );
});

test("a diff shows codes by the names it is given, by the tables around them, and tells two of one name apart", (t) => {
  const coded = {
    type: "object",
    properties: {
      place: { type: "string", title: "地点" },
      items: { type: "array", title: "事项", items: { type: "string" } },
      rows: {
        ...{ type: "array", title: "明细" },
        items: { type: "object", properties: { id: { type: "string" }, code: { type: "string", title: "窗口" } } },
      },
    },
  };
  const names: Record<string, string> = { a: "甲", b: "乙", c: "乙" };
  const naming = (scopes: readonly Record<string, unknown>[]) => (field: object, value: unknown) =>
    "title" in field && typeof value === "string" && value in names
      ? `${scopes.at(-1)?.place}·${names[value]}`
      : undefined;
  const before = { place: "b", items: ["a"], rows: [{ id: "1", code: "a" }] };
  const after = {
    place: "c",
    items: ["a", "x"],
    rows: [
      { id: "1", code: "b" },
      { id: "2", code: "a" },
    ],
  };
  t.deepEqual(
    diffData(coded, before, after, { naming }).map(({ before, after }) => [before, after]),
    [
      ["b·乙", "c·乙"],
      ["b·甲", "c·甲、x"],
      ["b·甲", "c·乙"],
      ["", "c·甲"],
    ],
  );
  const plain = (_scopes: unknown) => (_field: object, value: unknown) => names[String(value)];
  const [place] = diffData(coded, { place: "b" }, { place: "c" }, { naming: plain });
  t.deepEqual([place?.before, place?.after], ["乙（b）", "乙（c）"]);
});

test("a row that came or went whole is said as people read it: parts, shared columns and lists in it too", (t) => {
  const shared: FormSchema = {
    type: "object",
    definitions: {
      unit: { type: "string", "x-kind": "orgUnit" },
      stamp: {
        type: "object",
        properties: { level: { $ref: "#/definitions/level" }, on: { type: "string", format: "date" } },
      },
      level: { type: "string", enum: ["hi", "lo"], "x-enumNames": ["高", "低"] },
      line: { type: "object", properties: { id: { type: "string" }, text: { type: "string" } } },
    },
    properties: {
      levels: { type: "array", title: "级别", items: { $ref: "#/definitions/level" } },
      rows: {
        ...{ type: "array", title: "明细", "x-kind": "subTable" },
        items: {
          type: "object",
          properties: {
            id: { type: "string" },
            name: { type: "string", title: "名称" },
            open: { type: "boolean", title: "对外开放" },
            count: { type: "number", title: "数量" },
            area: { type: "number", title: "面积", "x-unit": "㎡" },
            stamp: { $ref: "#/definitions/stamp" },
            levels: { type: "array", title: "级别", items: { $ref: "#/definitions/level" } },
            units: { type: "array", title: "单位", items: { $ref: "#/definitions/unit" } },
            lines: { type: "array", title: "小项", items: { $ref: "#/definitions/line" } },
            period: {
              type: "object",
              "x-kind": "dateRange",
              properties: { start: { type: "string" }, end: { type: "string" } },
            },
            files: {
              type: "array",
              "x-kind": "attachment",
              items: { type: "object", properties: { name: { type: "string" } } },
            },
          },
        },
      },
    },
  };
  const row = {
    ...{ id: "1", name: "甲", open: false, count: 2, area: 1200, stamp: { level: "hi", on: "2026-03-01" } },
    ...{ levels: ["lo", "hi"], units: ["7"], lines: [{ id: "a", text: "一" }], files: [{ id: "f", name: "图.pdf" }] },
    period: { start: "2026-01-01", end: "2026-01-31" },
  };
  const naming = (scopes: readonly Record<string, unknown>[]) => (field: FormSchema, value: unknown) =>
    field["x-kind"] === "orgUnit" && value === "7" ? `${scopes[0]?.name}的办公室` : undefined;
  const text =
    "甲，对外开放：否，数量：2，1,200 ㎡，高，2026年3月1日，低、高，甲的办公室，共 1 行，2026年1月1日 至 2026年1月31日，图.pdf";
  const [levels, added] = diffData(shared, {}, { levels: ["hi"], rows: [row] }, { naming });
  t.like(levels, { before: "", after: "高" });
  t.like(added, { title: "明细 › 第 1 行", before: "", after: text, kind: "added" });
  const [removed] = diffData(shared, { rows: [row] }, {}, { naming });
  t.like(removed, { title: "明细 › 第 1 行", before: text, after: "", kind: "removed" });
});

test("what was filled with an earlier form is said by that form: its names, its fields, its rows", (t) => {
  const form = (fields: Record<string, FormSchema>, columns: Record<string, FormSchema>): FormSchema => ({
    type: "object",
    properties: {
      ...fields,
      rows: { type: "array", title: "明细", items: { type: "object", properties: { id: {}, ...columns } } },
    },
  });
  const level = (codes: string[], names: string[]): FormSchema => ({
    ...{ type: "string", title: "级别", enum: codes, "x-enumNames": names },
  });
  const former = form(
    { level: level(["a"], ["甲级"]), grade: { ...level(["x"], ["特等"]), title: "等次" } },
    { level: level(["a"], ["甲级"]), old: { type: "number", title: "旧列", "x-unit": "件" } },
  );
  const now = form({ level: level(["b"], ["乙级"]) }, { level: level(["b"], ["乙级"]) });
  const before = {
    ...{ level: "a", grade: "x" },
    rows: [
      { id: "1", level: "a", old: 3 },
      { id: "2", level: "a", old: 4 },
    ],
  };
  const after = { level: "b", rows: [{ id: "1", level: "b" }] };
  t.deepEqual(
    diffData(now, before, after, { former }).map(({ title, before, after }) => [title, before, after]),
    [
      ["级别", "甲级", "乙级"],
      ["明细 › 第 1 行 › 级别", "甲级", "乙级"],
      ["明细 › 第 1 行 › 旧列", "3 件", ""],
      ["明细 › 第 2 行", "甲级，4 件", ""],
      ["等次", "特等", ""],
    ],
  );
});

test("values are shown with names, grouped digits and units", (t) => {
  t.is(displayValue({ type: "number", "x-kind": "money", "x-unit": "元" }, 1234567.5), "1,234,567.50 元");
  t.is(displayValue({ type: "boolean" }, false), "否");
  t.is(
    displayValue({ "x-kind": "dateRange", type: "object" }, { start: "2026-01-02", end: "2026-03-04" }),
    "2026年1月2日 至 2026年3月4日",
  );
  t.is(displayValue({ type: "string", format: "month" }, "2026-03"), "2026年3月");
  t.is(displayValue({ type: "integer", "x-kind": "year" }, 2026), "2026年");
});

const json = fc.dictionary(
  fc.constantFrom("a", "b", "c"),
  fc.oneof(
    fc.integer(),
    fc.string(),
    fc.uniqueArray(fc.record({ id: fc.constantFrom("x", "y", "z"), v: fc.integer() }), { selector: (row) => row.id }),
  ),
  { noNullPrototype: true },
);

test("merging what one side left alone gives the other side, without conflicts", (t) => {
  fc.assert(
    fc.property(json, json, (base, changed) => {
      t.deepEqual(mergeData(base, changed, base), { merged: changed, conflicts: [] } as never);
      t.deepEqual(mergeData(base, base, changed), { merged: changed, conflicts: [] } as never);
      t.deepEqual(mergeData(base, changed, changed), { merged: changed, conflicts: [] } as never);
    }),
  );
});

test("nothing differs between equal data, and something between unequal data", (t) => {
  fc.assert(
    fc.property(json, (data) => {
      t.deepEqual(diffData({ type: "object" }, data, structuredClone(data)), []);
    }),
  );
});

test("changes to different rows and fields are both kept; the same field twice is a conflict that mine wins", (t) => {
  const base = {
    a: 1,
    b: 1,
    rows: [
      { id: "x", v: 1 },
      { id: "y", v: 1 },
    ],
  };
  const mine = {
    a: 2,
    b: 2,
    rows: [
      { id: "x", v: 2 },
      { id: "y", v: 1 },
    ],
  };
  const theirs = {
    a: 1,
    b: 3,
    rows: [
      { id: "x", v: 1 },
      { id: "y", v: 5 },
      { id: "z", v: 9 },
    ],
  };
  t.deepEqual(mergeData(base, mine, theirs), {
    merged: {
      a: 2,
      b: 2,
      rows: [
        { id: "x", v: 2 },
        { id: "y", v: 5 },
        { id: "z", v: 9 },
      ],
    },
    conflicts: ["/b"],
  });
});

test("a row I deleted and they changed stays, as a conflict", (t) => {
  const merge = mergeData({ rows: [{ id: "x", v: 1 }] }, { rows: [] }, { rows: [{ id: "x", v: 2 }] });
  t.deepEqual(merge, { merged: { rows: [{ id: "x", v: 2 }] }, conflicts: ["/rows/0"] });
});

test("field rights make fields read-only, hidden or required, in rows too", (t) => {
  const applied = applyFieldRights(
    { ...schema, required: ["status", "due"] },
    { "/status": "read", "/due": "hidden", "/rows": "required", "/rows/*/name": "read" },
  );
  t.deepEqual(applied.required, ["rows"]);
  t.true(applied.properties?.status?.readOnly);
  t.true(applied.properties?.due?.["x-hidden"]);
  t.true(applied.properties?.rows?.items?.properties?.name?.readOnly);
  t.falsy(applied.properties?.rows?.items?.properties?.count?.readOnly);
});
