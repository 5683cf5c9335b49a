import { writeXlsx } from "hucre/xlsx";
import { resolve } from "../../engine/form/index.ts";
import type { AppContext } from "../context.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { importColumns } from "./columns.ts";

function choices(ctx: AppContext, { schema }: RegisteredRecordType, field: string): string[] {
  const own = resolve(schema.properties?.[field] ?? {}, schema);
  const chosen = own.items ? resolve(own.items, schema) : own;
  if (chosen["x-options"]) {
    const { items } = ctx.definitions.codeList(chosen["x-options"].list);
    return items.filter(({ retired }) => !retired).map(({ title }) => title);
  }
  return (chosen["x-enumNames"] ?? chosen.enum ?? []).map(String);
}

/** A workbook to fill: the columns on the first sheet (* must be filled), the values one may choose on the second. */
export function importTemplate(ctx: AppContext, resolved: RegisteredRecordType): Promise<Uint8Array> {
  const columns = importColumns(resolved);
  const lists = columns
    .map(({ field, title }) => ({ title, values: choices(ctx, resolved, field) }))
    .filter(({ values }) => values.length > 0);
  const longest = Math.max(0, ...lists.map(({ values }) => values.length));
  const rows = Array.from({ length: longest }, (_, at) => lists.map(({ values }) => values[at] ?? ""));
  return writeXlsx({
    sheets: [
      {
        name: "导入数据",
        rows: [columns.map(({ title, required }) => (required ? `*${title}` : title))],
      },
      { name: "可选值", rows: [lists.map(({ title }) => title), ...rows] },
    ],
  });
}
