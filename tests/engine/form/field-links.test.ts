import test from "ava";
import {
  checkSchema,
  compileFieldTable,
  compileForm,
  type Field,
  type FieldTable,
  fieldTableProblems,
  optionErrors,
  readFieldTable,
  sourceFields,
} from "../../../engine/form/index.ts";

const center: Field = {
  ...{ id: "f_1", name: "center", title: "办理大厅", kind: "reference" },
  ...{ recordType: "service-center/serviceCenter", titleField: "name", official: true },
};
const table: FieldTable = {
  fields: [
    { id: "f_2", title: "所在区划", kind: "division" },
    { ...center, within: "f_2" },
    { id: "f_3", title: "办理窗口", kind: "reference", row: { of: "f_1", table: "windows" } },
    { id: "f_4", title: "大厅地址", kind: "address", derived: { from: "f_1", field: "address" } },
    {
      ...{ id: "f_5", title: "大厅类型", kind: "select", derived: { from: "f_1", field: "kind" } },
      options: [{ value: "a", label: "综合" }],
    },
    {
      ...{ id: "f_6", title: "站点", kind: "subTable", maxItems: 20 },
      columns: [
        { id: "f_7", title: "村居站点", kind: "reference", recordType: "a/b", official: true, within: "$division" },
        { id: "f_8", title: "面积", kind: "number", derived: { from: "f_7", field: "area" } },
        { id: "f_9", title: "同区大厅", kind: "reference", recordType: "a/c", within: "f_2" },
      ],
    },
  ],
};

test("references and what is taken over from them compile under the names in the data and are read back", (t) => {
  t.deepEqual(fieldTableProblems(table), []);
  const { schema, uiSchema } = compileFieldTable(table);
  t.deepEqual(checkSchema(schema), []);
  const { center: reference, f_3: row, f_4: address, f_6: rows } = schema.properties ?? {};
  t.deepEqual(reference?.["x-reference"], {
    ...{ recordType: "service-center/serviceCenter", titleField: "name", official: true, within: "f_2" },
  });
  t.deepEqual(row?.["x-row"], { of: "center", table: "windows" });
  t.like(address, { "x-derived": { from: "center", field: "address" }, readOnly: true, "x-kind": "address" });
  t.like(rows?.items?.properties?.f_8, { "x-derived": { from: "f_7", field: "area" }, type: "number" });
  t.deepEqual(readFieldTable(schema, uiSchema), table);
});

test("a value another record says is typed here and bounded there", (t) => {
  const { schema } = compileFieldTable(table);
  const found = (data: object) =>
    compileForm(schema)
      .validate(data)
      .map(({ pointer }) => pointer);
  t.deepEqual(found({ f_5: "new-kind-of-hall", f_4: "很".repeat(600) }), [], "the filler could mend neither");
  t.deepEqual(found({ f_5: 7, f_4: { a: 1 } }), ["/f_4", "/f_5"]);
  const listed = { ...table, fields: [center, { ...(table.fields[4] as Field), options: undefined, list: "x/kinds" }] };
  const errors = optionErrors(compileFieldTable(listed).schema, { f_5: "gone" }, {}, () => []);
  t.deepEqual(errors, [], "a value that was retired in the list is still what the record says");
});

test("what speaks of a field that is gone, or is no reference, is named with the way out", (t) => {
  const broken: [Field, RegExp][] = [
    [{ id: "f_9", title: "地址", kind: "text", derived: { from: "f_0", field: "address" } }, /“地址”取自哪个引用字段/],
    [
      { id: "f_9", title: "地址", kind: "text", derived: { from: "f_1", field: "" } },
      /请选择“地址”取自所引用记录的哪个字段/,
    ],
    [
      { id: "f_9", title: "地址", kind: "text", required: true, derived: { from: "f_1", field: "address" } },
      /“地址”由所引用的记录带出，填报人不能填写，请去掉必填/,
    ],
    [{ id: "f_9", title: "窗口", kind: "reference", row: { of: "f_2", table: "windows" } }, /“窗口”要先选的引用字段/],
    [{ id: "f_9", title: "窗口", kind: "reference", row: { of: "f_1", table: "" } }, /从所引用记录的哪张明细中选/],
    [{ id: "f_9", title: "厅", kind: "reference", recordType: "a/b", within: "f_1" }, /“厅”要按某个行政区划字段选择/],
    [{ id: "f_9", title: "厅", kind: "reference" }, /“厅”还没有选择关联哪种记录/],
  ];
  for (const [field, message] of broken) {
    const problems = fieldTableProblems({ fields: [center, { id: "f_2", title: "区划", kind: "division" }, field] });
    t.is(problems.length, 1, field.title);
    t.regex(problems[0]?.message ?? "", message);
    t.regex(problems[0]?.pointer ?? "", /^\/fields\/2\//);
  }
});

test("a record type offers its single values, each as a field of the kind it is", (t) => {
  const offered = sourceFields({
    properties: {
      name: { title: "名称", type: "string", maxLength: 100 },
      area: { title: "面积", type: "number", "x-unit": "平方米" },
      total: { title: "合计", type: "number", "x-computed": "=area" },
      count: { title: "个数", type: "integer", "x-computed": "=count(rows)" },
      kind: { title: "类型", type: "string", enum: ["a"], "x-enumNames": ["综合"] },
      nature: { title: "性质", type: "string", "x-options": { list: "x/natures" } },
      rows: { title: "明细", type: "array", items: { type: "object", properties: {} } },
      hall: { title: "大厅", type: "string", "x-reference": { recordType: "a/b" } },
    },
  });
  t.deepEqual(offered, [
    { field: "name", title: "名称", kind: "text" },
    { field: "area", title: "面积", kind: "number", unit: "平方米" },
    { field: "total", title: "合计", kind: "number" },
    { field: "count", title: "个数", kind: "number" },
    { field: "kind", title: "类型", kind: "select", options: [{ value: "a", label: "综合" }] },
    { field: "nature", title: "性质", kind: "select", list: "x/natures" },
  ]);
});
