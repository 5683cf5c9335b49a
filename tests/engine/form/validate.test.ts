import test from "ava";
import { compileForm, type FormSchema } from "../../../engine/form/index.ts";
import { withinCpu } from "../../support/cpu.ts";

const report: FormSchema = {
  type: "object",
  title: "重点工作填报",
  properties: {
    status: { type: "string", title: "完成情况", enum: ["done", "doing"], "x-enumNames": ["已完成", "推进中"] },
    quantity: { type: "number", title: "完成数量", minimum: 0, maximum: 100, multipleOf: 0.01, "x-unit": "万元" },
    phone: { type: "string", title: "联系电话", format: "phone" },
    code: { type: "string", title: "机构代码", format: "creditCode", "x-messages": { format: "应为营业执照上的代码" } },
    measures: { type: "string", title: "推进措施", maxLength: 5 },
    period: {
      type: "object",
      title: "起止时间",
      "x-kind": "dateRange",
      properties: { start: { type: "string", format: "date" }, end: { type: "string", format: "date" } },
    },
    files: { type: "array", title: "附件", "x-kind": "attachment", maxItems: 2, items: { type: "object" } },
    rows: {
      type: "array",
      title: "推进内容",
      maxItems: 3,
      items: {
        type: "object",
        properties: {
          id: { type: "string" },
          name: { type: "string", title: "名称", pattern: "^[\\u4e00-\\u9fa5]+$" },
        },
        required: ["name"],
      },
    },
  },
  required: ["status", "phone", "files", "measures"],
  "x-rules": [
    {
      when: 'status = "done"',
      assert: "quantity > 0",
      message: "已完成的工作，完成数量应大于 0",
      fields: ["/quantity"],
    },
  ],
};

const form = compileForm(report);
const messages = (data: unknown, mode: "submit" | "draft" = "submit") =>
  Object.fromEntries(form.validate(data, { mode }).map((error) => [error.pointer, error.message]));
const complete = { status: "doing", phone: "13800138000", files: [{ id: "a" }], measures: "已推进" };

test("a complete record has no errors", (t) => {
  t.deepEqual(form.validate(complete), []);
});

test("what is missing is asked for in the verb of its kind", (t) => {
  t.deepEqual(messages({}), {
    "/status": "请选择完成情况",
    "/phone": "请填写联系电话",
    "/files": "请上传附件",
    "/measures": "请填写推进措施",
  });
});

test("blank values count as missing", (t) => {
  t.deepEqual(messages({ ...complete, phone: "", files: [], measures: null }), {
    "/phone": "请填写联系电话",
    "/files": "请上传附件",
    "/measures": "请填写推进措施",
  });
});

test("a draft may be incomplete but not wrong", (t) => {
  t.deepEqual(messages({ rows: [{}] }, "draft"), {});
  t.deepEqual(messages({ quantity: -1 }, "draft"), { "/quantity": "不能小于 0 万元" });
});

test("each keyword has a sentence that says what to do", (t) => {
  const wrong = {
    ...complete,
    status: "x",
    quantity: 1.234,
    phone: "123",
    code: "91110000MA0000000X",
    measures: "一二三四五六七",
    period: { start: "2026-03-02", end: "2026-03-01" },
    files: [{}, {}, {}],
    rows: [{ name: "中文" }, { name: "abc" }, {}, {}],
  };
  t.deepEqual(messages(wrong), {
    "/status": "请从选项中选择：已完成、推进中",
    "/quantity": "最多保留 2 位小数",
    "/phone": "应为手机号（11 位）或带区号的座机号，如 010-12345678",
    "/code": "应为营业执照上的代码",
    "/measures": "不能超过 5 个字，现在 7 个字",
    "/period": "结束日期不能早于开始日期",
    "/files": "最多 2 个文件，现在 3 个文件",
    "/rows": "最多 3 行，现在 4 行",
    "/rows/1/name": "格式不正确，请按要求的格式填写",
    "/rows/2/name": "请填写名称",
    "/rows/3/name": "请填写名称",
  });
});

test("an error in a sub-table is titled with its row", (t) => {
  const [error] = form.validate({ ...complete, rows: [{ name: "好" }, {}] });
  t.is(error?.title, "推进内容 › 第 2 行 › 名称");
});

test("a cross-field rule marks its fields, and is silent in drafts and over missing values", (t) => {
  const wrong = { ...complete, status: "done", quantity: 0 };
  t.deepEqual(messages(wrong), { "/quantity": "已完成的工作，完成数量应大于 0" });
  t.deepEqual(messages(wrong, "draft"), {});
  t.deepEqual(messages({ ...complete, status: "done" }), {});
});

test("unknown fields are kept and allowed", (t) => {
  t.deepEqual(messages({ ...complete, retiredField: "old" }), {});
});

test("an alternative gives one finding, and none in a draft that may still satisfy it", (t) => {
  const either = compileForm({
    type: "object",
    properties: { mobile: { type: "string" }, email: { type: "string" } },
    anyOf: [{ required: ["mobile"] }, { required: ["email"] }],
  });
  t.is(either.validate({}).length, 1);
  t.deepEqual(either.validate({}, { mode: "draft" }), []);
  t.deepEqual(either.validate({ email: "a" }), []);
});

test("a pattern that would explode in a backtracking engine answers at once", async (t) => {
  const bomb = compileForm({
    type: "object",
    properties: { a: { type: "string", pattern: "^(a+)+$", maxLength: 100 } },
  });
  t.is((await withinCpu(1000, () => bomb.validate({ a: `${"a".repeat(60)}!` }))).length, 1);
});

test("enormous data is refused as a whole", (t) => {
  const [error] = form.validate({ ...complete, rows: Array.from({ length: 600_000 }, () => 1) });
  t.is(error?.keyword, "size");
});

test("inherited names are not fields", (t) => {
  const proto = compileForm({
    type: "object",
    required: ["toString"],
    properties: { toString: { type: "string", title: "名" } },
  });
  t.is(proto.validate({})[0]?.message, "请填写名");
});

test("an optional section left empty is not checked, a required one is asked for", (t) => {
  const section: FormSchema = {
    type: "object",
    title: "联系人",
    properties: { name: { type: "string", title: "姓名" } },
    required: ["name"],
  };
  const optional = compileForm({ type: "object", properties: { person: section } });
  t.deepEqual(optional.validate({ person: { name: "" } }), []);
  const required = compileForm({ type: "object", properties: { person: section }, required: ["person"] });
  t.is(required.validate({ person: {} })[0]?.message, "请填写联系人");
});

test("a field that a condition brings in is titled like any other", (t) => {
  const conditional = compileForm({
    type: "object",
    properties: { kind: { type: "string" } },
    if: { properties: { kind: { const: "other" } }, required: ["kind"] },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
    then: { properties: { reason: { type: "string", title: "说明" } }, required: ["reason"] },
  });
  t.deepEqual(conditional.validate({ kind: "other" }), [
    { pointer: "/reason", keyword: "required", message: "请填写说明", title: "说明" },
  ]);
  t.deepEqual(conditional.validate({ kind: "one" }), []);
});

test("each field is held against its own pattern", (t) => {
  const text = (pattern: string): FormSchema => ({ type: "string", maxLength: 9, pattern });
  const two = compileForm({ type: "object", properties: { letters: text("^[a-z]+$"), digits: text("^[0-9]+$") } });
  t.deepEqual(two.validate({ letters: "abc", digits: "123" }), []);
  const pointers = two.validate({ letters: "123", digits: "abc" }).map(({ pointer }) => pointer);
  t.deepEqual(pointers, ["/letters", "/digits"]);
});
