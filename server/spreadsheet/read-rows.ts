import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { AppError } from "../http/problem.ts";
import { checkWorkbook, unreadable } from "./check-workbook.ts";

/** What a table that somebody uploads may hold at most. */
const most = { rows: 50_000, columns: 60 };

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)).trim();
};

/** Government offices still save CSV in GB 18030. */
function decoded(content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return new TextDecoder("gb18030").decode(content);
  }
}

async function sheetRows(content: Uint8Array, maxRows: number): Promise<unknown[][]> {
  await checkWorkbook(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  try {
    const { sheets } = await readXlsx(content, { sheets: [0], maxRows });
    return (sheets[0]?.rows ?? []) as unknown[][];
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable("这不是可以读取的 Excel 文件（.xlsx），请另存为 .xlsx 或 .csv 后再上传。");
  }
}

/** Separators make a cell each, a whole file of them more cells than there is room for. */
function csvRows(text: string, mostRows: number): unknown[][] {
  let separators = 0;
  for (let at = text.indexOf(","); at >= 0; at = text.indexOf(",", at + 1)) separators += 1;
  if (separators > (mostRows + 1) * most.columns) throw unreadable("表中的列太多，请删去多余的列后重新上传。");
  return parseCsv(text);
}

/**
 * The rows of an uploaded table as trimmed texts, the header row among them; of a workbook the first sheet.
 * @param fileName its ending tells .xlsx from .csv
 * @param mostRows rows below the header that are taken
 * @throws AppError 422 for what cannot be read or is too large; quickly, whatever was sent.
 */
export async function readRows(content: Uint8Array, fileName: string, mostRows = most.rows): Promise<string[][]> {
  const isWorkbook = /\.xlsx$/i.test(fileName);
  const found = isWorkbook ? await sheetRows(content, mostRows + 2) : csvRows(decoded(content), mostRows);
  const rows = found.map((row) => row.slice(0, most.columns).map(textOf));
  if (rows.length > mostRows + 1) throw unreadable(`表中超过 ${mostRows} 行，请拆成几个文件后重新上传。`);
  return rows;
}
