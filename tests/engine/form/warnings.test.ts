import test from "ava";
import { compileForm, type FormSchema } from "../../../engine/form/index.ts";

const schema: FormSchema = {
  type: "object",
  title: "大厅",
  properties: {
    declared: { type: "integer", title: "窗口总数" },
    rows: {
      type: "array",
      title: "窗口",
      maxItems: 9,
      items: { type: "object", properties: { seats: { type: "integer", title: "席位" } } },
    },
  },
  "x-rules": [
    { severity: "warning", assert: "=declared = count(rows)", message: "窗口总数与明细不一致", fields: ["/declared"] },
    { assert: "=declared < 100", message: "窗口太多", fields: ["/declared"] },
  ],
};
const form = compileForm(schema);

test("a warning is found beside the data's errors and is none of them", (t) => {
  const data = { declared: 3, rows: [{ seats: 1 }] };
  t.deepEqual(form.validate(data), []);
  t.deepEqual(form.warnings(data), [
    { pointer: "/declared", keyword: "rule", message: "窗口总数与明细不一致", title: "窗口总数" },
  ]);
  t.deepEqual(form.warnings({ declared: 1, rows: [{ seats: 1 }] }), []);
});

test("an error is no warning, and what is not filled yet warns of nothing", (t) => {
  const data = { declared: 200, rows: [] };
  t.deepEqual(
    form.validate(data).map(({ message }) => message),
    ["窗口太多"],
  );
  t.deepEqual(form.warnings({}), []);
});
