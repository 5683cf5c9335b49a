import ExcelJS from "exceljs";
import type { Answer } from "../../support/client.ts";
import { got } from "./got.ts";

/** The one sheet of an answered workbook, read by another library than the one that wrote it. */
export async function sheetOf(answer: Answer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(got(answer));
  return workbook.worksheets[0] as ExcelJS.Worksheet;
}

/** Ranges of merged cells, e.g. `A3:A4`. */
export function mergesOf(sheet: ExcelJS.Worksheet): string[] {
  return (sheet.model as unknown as { merges: string[] }).merges;
}

/** Values of a list's sheet below title, note and header, each row by its column's title. */
export function listRows(sheet: ExcelJS.Worksheet): Record<string, ExcelJS.CellValue>[] {
  const titles = (sheet.getRow(3).values as string[]).slice(1);
  return (sheet.getRows(4, sheet.rowCount - 3) ?? []).map((row) =>
    Object.fromEntries(titles.map((title, at) => [title, row.getCell(at + 1).value])),
  );
}
