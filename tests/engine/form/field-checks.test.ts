import test from "ava";
import fc from "fast-check";
import {
  checkMessage,
  comparableFields,
  comparisonsOf,
  compileFieldTable,
  compileForm,
  type Field,
  type FieldCheck,
  type FieldTable,
  fieldTableProblems,
  readFieldTable,
  readFormula,
  showFormula,
} from "../../../engine/form/index.ts";

const fields: Field[] = [
  { id: "f_1", title: "受理数", kind: "number" },
  { id: "f_2", title: "办结数", kind: "number" },
  { id: "f_3", name: "begun", title: "开始日期", kind: "date" },
  { id: "f_4", name: "ended", title: "结束日期", kind: "date" },
  { id: "f_5", title: "是否延期", kind: "boolean" },
  { id: "f_6", title: "延期原因", kind: "textarea" },
  {
    ...{ id: "f_7", title: "结果", kind: "radio" },
    options: [
      { value: "o1", label: "办成" },
      { value: "o2", label: "未办成" },
    ],
  },
];
const table = (...checks: FieldCheck[]): FieldTable => ({ fields, checks });

/** What a filler is told at submission, by severity. */
function told(checks: FieldCheck[], data: Record<string, unknown>) {
  const form = compileForm(compileFieldTable(table(...checks)).schema);
  return {
    errors: form.validate(data).map(({ pointer, message }) => `${pointer} ${message}`),
    warnings: form.warnings(data).map(({ pointer, message }) => `${pointer} ${message}`),
  };
}

test("a field held against another is told at the field, in a sentence made from the check", (t) => {
  const check: FieldCheck = { field: "f_2", compare: "<=", other: "f_1" };
  t.deepEqual(fieldTableProblems(table(check)), []);
  t.deepEqual(told([check], { f_1: 3, f_2: 5 }).errors, ["/f_2 “办结数”不大于“受理数”才对，请核对"]);
  t.deepEqual(told([check], { f_1: 5, f_2: 5 }), { errors: [], warnings: [] });
});

test("nothing is told while one of the two is not filled", (t) => {
  t.deepEqual(told([{ field: "f_2", compare: "<=", other: "f_1" }], { f_2: 5 }), { errors: [], warnings: [] });
});

test("dates are held against each other under their own names", (t) => {
  const check: FieldCheck = { field: "f_4", compare: ">=", other: "f_3", message: "结束不能早于开始" };
  t.deepEqual(told([check], { begun: "2026-05-02", ended: "2026-05-01" }).errors, ["/ended 结束不能早于开始"]);
  t.deepEqual(told([check], { begun: "2026-05-02", ended: "2026-05-02" }).errors, []);
});

test("a field is demanded only where another has a certain value", (t) => {
  const check: FieldCheck = {
    ...{ field: "f_6", compare: "filled" },
    when: { field: "f_5", compare: "=", value: true },
  };
  t.deepEqual(told([check], { f_5: true }).errors, ["/f_6 “是否延期”等于“是”时，请填写“延期原因”"]);
  t.deepEqual(told([check], { f_5: false }).errors, []);
  t.deepEqual(told([check], { f_5: true, f_6: "下雨" }).errors, []);
});

test("a check that only warns lets the form pass", (t) => {
  const check: FieldCheck = { field: "f_1", compare: "<", value: 1000, severity: "warning" };
  t.deepEqual(told([check], { f_1: 2000 }), { errors: [], warnings: ["/f_1 “受理数”小于“1000”才对，请核对"] });
});

test("an option is compared by its value and told by its label", (t) => {
  const check: FieldCheck = { field: "f_7", compare: "!=", value: "o2" };
  t.is(checkMessage(check, table(check)), "“结果”不等于“未办成”才对，请核对");
  t.is(told([check], { f_7: "o2" }).errors.length, 1);
});

test("a value that looks like an expression stays a value", (t) => {
  const text: Field = { id: "f_8", title: "编号", kind: "text" };
  const quoted = '" or true or "';
  const written: FieldTable = { fields: [text], checks: [{ field: "f_8", compare: "=", value: quoted }] };
  const form = compileForm(compileFieldTable(written).schema);
  t.is(form.validate({ f_8: "x" }).length, 1);
  t.is(form.validate({ f_8: quoted }).length, 0);
});

test("a check that cannot be made is named with its number and the way out", (t) => {
  const broken: [FieldCheck, RegExp][] = [
    [{ field: "f_9", compare: "filled" }, /第 1 条校验：用到的字段没有选择，或已经删除/],
    [{ field: "f_6", compare: "<", value: "x" }, /“延期原因”不能作这种比较/],
    [{ field: "f_1", compare: "<", other: "f_3" }, /“受理数”要比较的字段已经删除，或类型不同/],
    [{ field: "f_1", compare: "<", other: "f_1" }, /“受理数”要比较的字段/],
    [{ field: "f_1", compare: "<" }, /请选择“受理数”要比较的字段，或填写一个值/],
    [{ field: "f_7", compare: "=", value: "o3" }, /“结果”没有这个选项/],
    [{ field: "f_6", compare: "filled", when: { field: "f_0", compare: "filled" } }, /用到的字段没有选择/],
  ];
  for (const [check, message] of broken) {
    const [problem] = fieldTableProblems(table(check));
    t.is(problem?.pointer, "/checks/0");
    t.regex(problem?.message ?? "", message);
  }
});

test("a fixed value that is not of the field's kind is refused, naming check, field and kind", (t) => {
  const month: Field = { id: "f_8", title: "月份", kind: "month" };
  const year: Field = { id: "f_9", title: "年度", kind: "year" };
  const code: Field = { id: "f_a", title: "编号", kind: "text" };
  const all = [...fields, month, year, code];
  const wrong: [string, string | number | boolean, string][] = [
    ["f_1", "abc", "第 1 条校验：“受理数”的类型是“数字”，不能与“abc”比较，请填写一个数"],
    ["f_1", true, "第 1 条校验：“受理数”的类型是“数字”，不能与“是”比较，请填写一个数"],
    ["f_3", "2026-02-30", "第 1 条校验：“开始日期”的类型是“日期”，不能与“2026-02-30”比较，请写成年月日，如 2026-03-15"],
    ["f_5", "true", "第 1 条校验：“是否延期”的类型是“是否”，不能与“true”比较，请选择是或否"],
    ["f_8", "2026-13", "第 1 条校验：“月份”的类型是“月份”，不能与“2026-13”比较，请写成年月，如 2026-03"],
    ["f_9", 2026, "第 1 条校验：“年度”的类型是“年度”，不能与“2026”比较，请写成四位年份，如 2026"],
    ["f_a", 7, "第 1 条校验：“编号”的类型是“单行文本”，不能与“7”比较，请填写文字"],
  ];
  for (const [field, value, message] of wrong) {
    const told = (check: FieldCheck) => fieldTableProblems({ fields: all, checks: [check] });
    t.deepEqual(told({ field, compare: "=", value }), [{ pointer: "/checks/0", message }]);
    const when = { field, compare: "=" as const, value };
    t.deepEqual(told({ field: "f_6", compare: "filled", when }), [{ pointer: "/checks/0", message }]);
  }
});

test("checks are read back from the rules they became; a rule no check says is kept as it is", (t) => {
  const checks: FieldCheck[] = [
    { field: "f_2", compare: "<=", other: "f_1" },
    { field: "f_4", compare: ">=", other: "f_3", message: "结束不能早于开始" },
    { field: "f_6", compare: "filled", when: { field: "f_5", compare: "=", value: true } },
    {
      field: "f_1",
      compare: "<",
      value: -3.5,
      severity: "warning",
      when: { field: "f_4", compare: ">", other: "f_3" },
    },
    { field: "f_7", compare: "!=", value: "o2", when: { field: "f_6", compare: "filled" } },
  ];
  const { schema, uiSchema } = compileFieldTable(table(...checks));
  t.deepEqual(readFieldTable(schema, uiSchema).checks, checks);
  const byHand = { assert: "=f_1 + f_2 < 100", message: "合计太多", fields: ["/f_1"] };
  const withHand = { ...schema, "x-rules": [byHand, ...(schema["x-rules"] ?? [])] };
  const read = readFieldTable(withHand, uiSchema);
  t.deepEqual([read.checks, read.rules], [checks, [byHand]]);
  t.deepEqual(compileFieldTable(read).schema["x-rules"]?.at(-1), byHand, "and published again with the rest");
});

test("a value that looks like a condition is read back as the value it is", (t) => {
  const text: Field = { id: "f_8", title: "编号", kind: "text" };
  const tricky = 'x" and f_1 != null and f_1 = "y';
  const check: FieldCheck = { field: "f_6", compare: "filled", when: { field: "f_8", compare: "=", value: tricky } };
  const written: FieldTable = { fields: [...fields, text], checks: [check] };
  const { schema, uiSchema } = compileFieldTable(written);
  t.deepEqual(readFieldTable(schema, uiSchema).checks, [check]);
});

test("whatever check the choices allow compiles, and says nothing of an empty form but what it demands", (t) => {
  const anyCheck = fc.constantFrom(...fields).chain((field) => {
    const others = comparableFields(table(), field).map(({ id }) => id);
    const value =
      field.options?.[0]?.value ??
      ({ number: 7, boolean: true, date: "2026-01-31" } as const)[field.kind as "number"] ??
      "字";
    return fc.record({
      field: fc.constant(field.id),
      compare: fc.constantFrom(...comparisonsOf(field)),
      against: others.length > 0 ? fc.constantFrom({ value }, { other: others[0] as string }) : fc.constant({ value }),
    });
  });
  fc.assert(
    fc.property(anyCheck, ({ field, compare, against }) => {
      const check: FieldCheck = compare === "filled" ? { field, compare } : { field, compare, ...against };
      t.deepEqual(fieldTableProblems(table(check)), []);
      t.is(told([check], {}).errors.length, compare === "filled" ? 1 : 0);
      const { schema, uiSchema } = compileFieldTable(table(check));
      t.deepEqual(readFieldTable(schema, uiSchema).checks, [check]);
    }),
    { numRuns: 60 },
  );
});

test("a formula is read and written with titles, and what is quoted is left alone", (t) => {
  t.is(
    showFormula('=f_2 / f_1 * 100 + begun + "f_1"', fields),
    '=【办结数】 / 【受理数】 * 100 + 【开始日期】 + "f_1"',
  );
  t.is(readFormula("=【办结数】 / 【 受理数 】 * 100", fields), "=f_2 / f_1 * 100");
  t.is(readFormula("=【没有】 + 1", fields), "=【没有】 + 1");
  const [problem] = fieldTableProblems({
    fields: [...fields, { id: "f_8", title: "比例", kind: "computed", formula: "=【没有】 + 1" }],
  });
  t.regex(problem?.message ?? "", /“比例”的计算公式里的【没有】不是这张表的字段/);
});
