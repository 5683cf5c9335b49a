import test from "ava";
import { type FormSchema, optionErrors } from "../../../engine/form/index.ts";

const coded = (list: string, parentField?: string): FormSchema => ({
  ...{ type: "string", maxLength: 9, title: list === "kinds" ? "种类" : "分类" },
  "x-options": { list, ...(parentField && { parentField }) },
});

const schema: FormSchema = {
  type: "object",
  properties: {
    kind: coded("kinds"),
    class: coded("classes", "kind"),
    many: { type: "array", title: "多选", items: coded("kinds") },
    rows: {
      type: "array",
      title: "明细",
      items: { type: "object", properties: { kind: coded("kinds"), class: coded("classes", "kind") } },
    },
  },
};

const lists = {
  kinds: [
    { code: "a", title: "甲" },
    { code: "b", title: "乙", retired: true },
  ],
  classes: [
    { code: "a1", title: "甲一", parent: "a" },
    { code: "b1", title: "乙一", parent: "b" },
  ],
};

const errors = (data: Record<string, unknown>, before: Record<string, unknown> = {}) =>
  optionErrors(schema, data, before, (list) => lists[list as keyof typeof lists]).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );

test("what is in the list and in use is accepted, wherever it stands", (t) => {
  t.deepEqual(errors({ kind: "a", class: "a1", many: ["a"], rows: [{ kind: "a", class: "a1" }] }), []);
  t.deepEqual(errors({}), []);
  t.deepEqual(errors({ kind: "", many: [], rows: [{}] }), []);
});

test("an unknown, a retired and a foreign value is refused at its field", (t) => {
  t.deepEqual(errors({ kind: "x" }), ["/kind 请从选项中选择，不要自行填写"]);
  t.deepEqual(errors({ kind: "b" }), ["/kind “乙”已停用，请另选一项"]);
  t.deepEqual(errors({ many: ["a", "x"] }), ["/many 请从选项中选择，不要自行填写"]);
  t.deepEqual(errors({ kind: "a", class: "b1" }), ["/class “乙一”不属于所选的种类，请重新选择"]);
  t.deepEqual(errors({ class: "a1" }), ["/class 请先选择种类"]);
  t.deepEqual(
    errors({
      rows: [
        { kind: "a", class: "a1" },
        { kind: "a", class: "b1" },
      ],
    }),
    ["/rows/1/class “乙一”不属于所选的种类，请重新选择"],
  );
});

test("what the record held before stays, even when it is retired now; moved elsewhere it is new", (t) => {
  t.deepEqual(errors({ kind: "b", class: "b1" }, { kind: "b", class: "b1" }), []);
  t.deepEqual(errors({ kind: "a", class: "b1" }, { kind: "b", class: "b1" }), [
    "/class “乙一”不属于所选的种类，请重新选择",
  ]);
  t.deepEqual(errors({ rows: [{ kind: "b" }] }, { rows: [{ kind: "a" }, { kind: "b" }] }), []);
});
