import type { FormSchema } from "../../../../engine/form/index.ts";

const choices = ["未启动", "推进中", "已完成"];

function field(at: number): FormSchema {
  const title = `字段 ${at}`;
  if (at % 10 === 3) return { type: "number", title, minimum: 0 };
  if (at % 10 === 6) return { type: "string", title, enum: choices };
  if (at % 20 === 9) return { type: "string", title, format: "date" };
  return { type: "string", title, maxLength: 200 };
}

const cell = (at: number): FormSchema => field([0, 3, 1, 6, 2, 13, 4, 5][at] as number);

const range = (length: number) => Array.from({ length }, (_, at) => at);

/** A form of so many fields and a sub-table of 8 columns, in standard keywords only, for any renderer. */
export function largeForm(fields: number): FormSchema {
  const properties = Object.fromEntries(range(fields).map((at) => [`field${at}`, field(at)]));
  const columns = Object.fromEntries(range(8).map((at) => [`column${at}`, { ...cell(at), title: `列 ${at}` }]));
  return {
    type: "object",
    properties: {
      ...properties,
      rows: { type: "array", title: "子表", maxItems: 3000, items: { type: "object", properties: columns } },
    },
    required: ["field0", "field1"],
  };
}

/** Data that fills half of the fields and so many rows. */
export function largeData(rows: number): Record<string, unknown> {
  const row = (at: number) => ({ column0: `第 ${at} 行`, column1: at, column2: "甲", column3: "推进中", column5: 1.5 });
  return { field0: "甲", field1: "乙", rows: range(rows).map(row) };
}
