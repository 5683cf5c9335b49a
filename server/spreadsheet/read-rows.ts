import { unzipSync } from "fflate";
import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { AppError } from "../http/problem.ts";

/** What a table that somebody uploads may hold. */
const limits = { rows: 50_000, columns: 60, unpacked: 200_000_000 };

function unreadable(detail: string): AppError {
  return new AppError(422, "unreadable-table", detail);
}

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

/** A few kilobytes of zip may unpack to gigabytes: the sizes are added up before anything is unpacked. */
function refuseBomb(content: Uint8Array): void {
  let total = 0;
  unzipSync(content, {
    filter: ({ originalSize }) => {
      total += originalSize;
      return false;
    },
  });
  if (total > limits.unpacked) throw unreadable("这个 Excel 文件展开后过大，请删去图片和多余的工作表后再上传。");
}

async function sheetRows(content: Uint8Array): Promise<unknown[][]> {
  try {
    refuseBomb(content);
    const { sheets } = await readXlsx(content, { sheets: [0], maxRows: limits.rows + 2 });
    return (sheets[0]?.rows ?? []) as unknown[][];
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable("这不是可以读取的 Excel 文件（.xlsx），请另存为 .xlsx 或 .csv 后再上传。");
  }
}

/**
 * The rows of an uploaded table as trimmed texts, the header row among them; of a workbook the first sheet.
 * @param fileName its ending tells .xlsx from .csv
 * @throws AppError 422 for what cannot be read or is too large.
 */
export async function readRows(content: Uint8Array, fileName: string): Promise<string[][]> {
  const found = /\.xlsx$/i.test(fileName) ? await sheetRows(content) : parseCsv(decoded(content));
  const rows = found.map((row) => row.slice(0, limits.columns).map(textOf));
  if (rows.length > limits.rows + 1) throw unreadable(`表中超过 ${limits.rows} 行，请拆成几个文件分别上传。`);
  return rows;
}
