import test from "ava";
import fc from "fast-check";
import {
  checkSchema,
  compileFieldTable,
  compileForm,
  type Field,
  type FieldTable,
  fieldTableProblems,
  nextFieldId,
  readFieldTable,
} from "../../../engine/form/index.ts";

const title = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== "");
const options = fc
  .uniqueArray(
    fc.string({ minLength: 1, maxLength: 6 }).filter((text) => text.trim() !== ""),
    { minLength: 1, maxLength: 5 },
  )
  .map((labels) => labels.map((label, at) => ({ value: `o${at}`, label })));
const common = { title, required: fc.constantFrom(true as const, undefined), help: fc.constantFrom("说明", undefined) };
const kinds = [
  fc.record({
    ...common,
    kind: fc.constantFrom("text", "textarea", "address"),
    maxLength: fc.integer({ min: 1, max: 999 }),
  }),
  fc.record({
    ...common,
    kind: fc.constant("number"),
    unit: fc.constantFrom("万元", undefined),
    min: fc.integer({ max: 0 }),
    decimals: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({
    ...common,
    kind: fc.constantFrom("date", "month", "year", "dateRange", "boolean", "phone", "idCard", "creditCode", "division"),
  }),
  fc.record({ ...common, kind: fc.constantFrom("select", "radio", "multiSelect"), options }),
  fc.record({ ...common, kind: fc.constantFrom("attachment", "image"), maxItems: fc.integer({ min: 1, max: 50 }) }),
];
const leaf = fc.oneof(...(kinds as fc.Arbitrary<object>[]));
const subTable = fc.record({
  ...common,
  kind: fc.constant("subTable"),
  maxItems: fc.constant(50),
  columns: fc.array(leaf, { minLength: 1, maxLength: 4 }),
});

const withIds = (fields: object[], prefix: string): Field[] =>
  fields.map((field, at) => {
    const columns = "columns" in field ? { columns: withIds(field.columns as object[], `${prefix}${at}c`) } : {};
    const defined = Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined));
    return {
      ...defined,
      ...columns,
      id: `f_${prefix}${at}`,
      title: `${(field as Field).title}${prefix}${at}`,
    } as Field;
  });
const table: fc.Arbitrary<FieldTable> = fc
  .array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: subTable }), { minLength: 1, maxLength: 8 })
  .map((fields) => ({ fields: withIds(fields, "a") }));

test("every field table compiles to a publishable schema and is read back as it was", (t) => {
  fc.assert(
    fc.property(table, (written) => {
      t.deepEqual(fieldTableProblems(written), []);
      const { schema, uiSchema } = compileFieldTable(written);
      t.deepEqual(checkSchema(schema), []);
      t.deepEqual(readFieldTable(schema, uiSchema), written);
    }),
    { numRuns: 60 },
  );
});

test("a required select becomes an enum with names, asked for as a choice", (t) => {
  const { schema, uiSchema } = compileFieldTable({
    fields: [
      {
        id: "f_1",
        name: "status",
        title: "完成情况",
        kind: "select",
        required: true,
        options: [{ value: "done", label: "已完成" }],
        group: "基本信息",
        span: 8,
      },
    ],
  });
  t.deepEqual(schema.properties?.status, {
    title: "完成情况",
    "x-id": "f_1",
    "x-kind": "select",
    type: "string",
    enum: ["done"],
    "x-enumNames": ["已完成"],
  });
  t.deepEqual(uiSchema, {
    "ui:order": ["status", "*"],
    "ui:groups": [{ title: "基本信息", fields: ["status"] }],
    status: { "ui:enumNames": ["已完成"], "ui:options": { span: 8 } },
  });
  t.is(compileForm(schema).validate({})[0]?.message, "请选择完成情况");
});

test("ids are never given twice, not even those of removed fields", (t) => {
  t.is(nextFieldId({ fields: [] }), "f_1");
  t.is(nextFieldId({ fields: [{ id: "f_9", title: "甲", kind: "text" }], retired: ["f_z"] }), "f_10");
});

test("what is wrong with a table is said with its place and the way out", (t) => {
  const wrong: FieldTable = {
    fields: [
      { id: "f_1", title: "名称", kind: "text", pattern: "(?=a)b" },
      { id: "f_1", name: "two", title: "名称", kind: "select", options: [] },
      { id: "f_2", title: " ", kind: "number", min: 3, max: 1 },
      { id: "f_3", title: "明细", kind: "subTable", columns: [] },
      { id: "f_4", title: "人", kind: "reference", span: 30 },
      { id: "f_5", name: "1x", title: "合计", kind: "computed" },
    ],
    retired: ["f_5"],
  };
  t.deepEqual(
    fieldTableProblems(wrong).map(({ pointer, message }) => `${pointer} ${message}`),
    [
      "/fields/0/pattern “名称”的正则表达式无法使用（不支持前后查找和反向引用），请改写",
      "/fields/0/title 字段名称“名称”重复，请改名",
      "/fields/1/options “名称”还没有选项，请至少加一个选项或选用代码表",
      "/fields/1/title 字段名称“名称”重复，请改名",
      "/fields/2/title 有一个字段没有名称，请填写",
      "/fields/2/min “未命名字段”的最小值 3 大于最大值 1，请调整",
      "/fields/3/columns “明细”是子表，还没有列，请至少加一列",
      "/fields/4/recordType “人”还没有选择关联哪种记录",
      "/fields/4/span “人”的宽度应为 1 到 24 格",
      "/fields/5/name “合计”的英文名应以字母开头，只用字母、数字和下划线",
      "/fields/5/formula “合计”还没有计算公式",
      "/fields 字段标识“f_1”重复，请删去其中一个后重新添加",
      "/fields “合计”用了已停用字段的标识“f_5”，请重新添加这个字段",
    ],
  );
  const formula = { id: "f_1", title: "合计", kind: "computed" as const, formula: "1 +" };
  t.like(fieldTableProblems({ fields: [formula] }), [{ pointer: "/fields/0/formula" }]);
  t.deepEqual(fieldTableProblems({ fields: [] }), [{ pointer: "/fields", message: "还没有字段，请至少加一个字段" }]);
});
