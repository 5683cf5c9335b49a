import { inflateRawSync } from "node:zlib";
import { AppError } from "../http/problem.ts";
import { readRows } from "../spreadsheet/read-rows.ts";

/** How much of a workbook is read at most; a larger one is refused before it is unpacked. */
export const sheetLimits = {
  bytes: 8 * 1024 * 1024,
  unpacked: 48 * 1024 * 1024,
  parts: 300,
  rows: 5_000,
};

const refuse = (message: string): AppError =>
  new AppError(422, "unreadable-workbook", message, { errors: [{ pointer: "/file", message }] });

interface Part {
  method: number;
  packed: number;
  unpacked: number;
  at: number;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The parts of a zip by its central directory; what is not a plain zip is refused. */
function partsOf(file: Buffer): Part[] {
  const from = Math.max(0, file.length - 65_557);
  let end = file.length - 22;
  while (end >= from && file.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < from) throw refuse("这不是 Excel 工作簿（.xlsx），请用 Excel 或 WPS 另存为 .xlsx 后重新上传。");
  const count = file.readUInt16LE(end + 10);
  if (count > sheetLimits.parts) throw refuse("工作簿里的部件太多，请只保留要导入的工作表后重新上传。");
  const parts: Part[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== directoryEntry)
      throw refuse("文件已损坏，请重新另存后上传。");
    parts.push({
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    });
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

/** Unpacks every part within bounds, as what a directory declares may be a lie. */
function checkUnpacked(file: Buffer): void {
  let left = sheetLimits.unpacked;
  const tooLarge = refuse("工作簿解开后太大，请拆成几个文件分别导入。");
  for (const { method, packed, unpacked, at } of partsOf(file)) {
    if (unpacked > left) throw tooLarge;
    const data = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
    if (method === 0) left -= packed;
    else {
      try {
        left -= inflateRawSync(file.subarray(data, data + packed), { maxOutputLength: Math.max(1, left) }).length;
      } catch {
        throw tooLarge;
      }
    }
    if (left <= 0) throw tooLarge;
  }
}

/**
 * The texts of a workbook's first sheet, row by row.
 * @throws AppError 422 for what is no workbook, is damaged, or is larger than the limits; quickly, whatever was sent.
 */
export async function readSheet(file: Buffer): Promise<string[][]> {
  if (file.length > sheetLimits.bytes) throw refuse("文件超过 8 MB，请拆成几个文件分别导入。");
  if (file.length < 22) throw refuse("文件是空的，请检查后重新上传。");
  try {
    checkUnpacked(file);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse("文件已损坏，请重新另存后上传。");
  }
  const rows = await readRows(new Uint8Array(file), ".xlsx");
  if (rows.length > sheetLimits.rows + 1) {
    throw refuse(`一次最多导入 ${sheetLimits.rows} 行，请拆成几个文件分别导入。`);
  }
  return rows;
}
