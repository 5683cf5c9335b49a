import test from "ava";
import { fieldOrder, filledSpans, isShown } from "../../../renderer/form/layout.ts";
import { FormModel } from "../../../renderer/form/model.ts";

const text = (title: string) => ({ type: "string" as const, title });
const schema = {
  type: "object" as const,
  properties: { year: text("年度"), office: text("处室"), name: text("名称"), extra: text("其他") },
  required: ["year", "office", "name", "extra"],
};
const ui = {
  "ui:order": ["name", "office", "*"],
  "ui:groups": [
    { title: "基本", fields: ["name", "year"] },
    { title: "其他", fields: ["office", "extra"] },
  ],
};

test("errors are told in the order in which the fields stand on the page, whatever order the schema has", (t) => {
  const order = fieldOrder(schema, ui);
  t.deepEqual(order, ["name", "year", "office", "extra"]);
  const model = new FormModel(schema, {}, order);
  t.deepEqual(
    model.validate().map(({ pointer }) => pointer),
    ["/name", "/year", "/office", "/extra"],
  );
});

test("a group of a later step is shown once somebody can fill it or it holds something", (t) => {
  const later = { title: "整改", fields: ["office", "extra"], whenFilled: true };
  const nobody = () => false;
  t.false(isShown(later, { name: "甲", extra: "" }, nobody));
  t.true(isShown(later, { extra: "乙" }, nobody));
  t.true(isShown(later, {}, (name) => name === "office"));
  t.true(isShown({ ...later, whenFilled: false }, {}, nobody));
  t.true(isShown({ title: "基本", fields: ["name"] }, undefined, nobody), "as declared, unless it says so");
});

test("the last pair of each row takes what is left of it, so that a table of pairs has no ragged edge", (t) => {
  t.deepEqual(filledSpans([12, 8, 8, 8, 12, 24]), [12, 12, 8, 16, 24, 24]);
  t.deepEqual(filledSpans([8, 8, 8]), [8, 8, 8]);
  t.deepEqual(filledSpans([12, 12, 24, 12]), [12, 12, 24, 24]);
  t.deepEqual(filledSpans([]), []);
});
