import test from "ava";
import { maintainedList, nextCode } from "../../../engine/definition/index.ts";

const delivered = {
  key: "classes",
  title: "分类",
  items: [
    { code: "101", title: "甲", parent: "1" },
    { code: "102", title: "乙", parent: "1" },
  ],
};

test("changes take the place of delivered values, additions follow them", (t) => {
  const { items } = maintainedList(delivered, [
    { code: "102", title: "乙", parent: "1", retired: true },
    { code: "201", title: "丙", parent: "2", retired: false },
  ]);
  t.deepEqual(items, [
    { code: "101", title: "甲", parent: "1" },
    { code: "102", title: "乙", parent: "1", retired: true },
    { code: "201", title: "丙", parent: "2" },
  ]);
  t.deepEqual(maintainedList(delivered, []), delivered);
});

test("a new code is one that no value has, retired ones included", (t) => {
  t.is(nextCode(delivered, "1"), "103");
  t.is(nextCode(delivered, "2"), "201");
  t.is(nextCode({ items: [] }), "01");
  t.is(nextCode({ items: [{ code: "13", title: "" }] }), "14");
  t.is(
    nextCode({
      items: [
        { code: "word", title: "" },
        { code: "999", title: "" },
      ],
    }),
    "1000",
  );
});
