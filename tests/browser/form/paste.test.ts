import test from "ava";
import fc from "fast-check";
import type { FormSchema } from "../../../engine/form/index.ts";
import { convertCell, parseTsv, pasteInto } from "../../../renderer/form/sub-table/paste.ts";

const quote = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

test("whatever cells Excel copies are read back", (t) => {
  const cell = fc.string({ maxLength: 8, unit: fc.constantFrom("甲", "a", " ", "\t", "\n", '"', "1") });
  const block = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
  fc.assert(
    fc.property(block, (cells) => {
      t.deepEqual(parseTsv(cells.map((row) => row.map(quote).join("\t")).join("\r\n")), cells);
    }),
  );
});

const conversions: [kind: string, schema: FormSchema, text: string, value: unknown][] = [
  ["a number with separators", { type: "number" }, "1,234.5", 1234.5],
  ["a full-width number", { type: "number" }, "１２", 12],
  ["an amount with its sign", { type: "number", "x-kind": "money" }, "¥ 3.20", 3.2],
  ["no number", { type: "number" }, "约三件", undefined],
  ["a slashed date", { type: "string", format: "date" }, "2026/3/5", "2026-03-05"],
  ["a Chinese date", { type: "string", format: "date" }, "2026年12月31日", "2026-12-31"],
  ["a compact date", { type: "string", format: "date" }, "20260305", "2026-03-05"],
  ["an impossible date", { type: "string", format: "date" }, "2026-02-30", undefined],
  ["a month", { type: "string", format: "month" }, "2026年3月", "2026-03"],
  ["a year", { type: "string", format: "year" }, "2026年", "2026"],
  ["an option by its name", { type: "string", enum: ["a"], "x-enumNames": ["甲"] }, "甲", "a"],
  ["no option", { type: "string", enum: ["a"], "x-enumNames": ["甲"] }, "乙", undefined],
  [
    "several options",
    { type: "array", items: { type: "string", enum: ["a", "b"], "x-enumNames": ["甲", "乙"] } },
    "甲、乙",
    ["a", "b"],
  ],
  ["yes", { type: "boolean" }, "√", true],
  ["no", { type: "boolean" }, "否", false],
];
for (const [kind, schema, text, value] of conversions) {
  test(`pasted: ${kind}`, (t) => {
    t.deepEqual(convertCell(schema, text), value);
  });
}

test("a paste stops at the most rows, keeps what it does not touch and never writes computed cells", (t) => {
  const columns = [
    { name: "a", schema: { type: "string" } },
    { name: "sum", schema: { type: "number", "x-computed": "1" } },
  ];
  const rows = [{ a: "旧", other: 1 }];
  const pasted = pasteInto(rows, columns, { row: 0, column: 0 }, "x\t5\ny\nz", {
    maxItems: 2,
    newRow: () => ({ id: "new" }),
  });
  t.deepEqual(pasted, {
    rows: [
      { a: "x", other: 1 },
      { id: "new", a: "y" },
    ],
    count: 2,
    skipped: 1,
  });
  t.deepEqual(rows, [{ a: "旧", other: 1 }]);
});
