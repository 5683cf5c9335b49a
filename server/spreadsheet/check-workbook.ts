import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { AppError } from "../http/problem.ts";
import { checkPart, type Met, WrongPart } from "./check-part.ts";

/** What a workbook may unpack to, whatever it says of itself. */
const limits = { unpacked: 48 * 1024 * 1024, parts: 300 };

const inflated = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

/** The refusal of an uploaded table that cannot be read. */
export function unreadable(message: string): AppError {
  return new AppError(422, "unreadable-table", message, { errors: [{ pointer: "/file", message }] });
}

const noWorkbook = "这不是可以读取的 Excel 工作簿（.xlsx），请用 Excel 或 WPS 另存为 .xlsx 后重新上传。";
const damaged = "文件已损坏，请用 Excel 或 WPS 重新另存后上传。";
const tooManyParts = "工作簿里的部件太多，请删去图片和多余的工作表后重新上传。";
const tooMuch = "工作簿里的行、列或内容太多，请删去图片、多余的工作表和空白的行列，或拆成几个文件后重新上传。";
const tooLarge = "工作簿解开后太大，请删去图片和多余的工作表，或拆成几个文件后重新上传。";

interface Part {
  method: number;
  packed: number;
  unpacked: number;
  at: number;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const stored = 0;
const deflated = 8;
/** A field with this value means the real one stands in a second directory, which no workbook of this size needs. */
const elsewhere = 0xffffffff;

/** Where the directory begins and how many parts it lists. */
function directoryOf(file: Buffer): { at: number; count: number } {
  const from = Math.max(0, file.length - 65_557);
  let end = file.length - 22;
  while (end >= from && file.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < from) throw unreadable(noWorkbook);
  const count = file.readUInt16LE(end + 10);
  const [size, at] = [file.readUInt32LE(end + 12), file.readUInt32LE(end + 16)];
  if (count > limits.parts) throw unreadable(tooManyParts);
  if (size === elsewhere || at === elsewhere) throw unreadable(damaged);
  return { at, count };
}

/** The parts of a zip as its directory lists them, which is also what the reader goes by. */
function partsOf(file: Buffer): Part[] {
  const { at: first, count } = directoryOf(file);
  const parts: Part[] = [];
  let at = first;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== directoryEntry) throw unreadable(damaged);
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

/** What a part really unpacks to; more than what is left is refused as soon as it is reached. */
async function contentOf(file: Buffer, { method, packed, at }: Part, left: number): Promise<Buffer> {
  if (at + 30 > file.length || (method !== stored && method !== deflated)) throw unreadable(damaged);
  const data = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  if (data + packed > file.length) throw unreadable(damaged);
  const content = file.subarray(data, data + packed);
  if (method === stored) return content;
  try {
    return await inflated(content, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    throw unreadable((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge : damaged);
  }
}

function checkContent(content: Buffer, met: Met): void {
  try {
    checkPart(content, met);
  } catch (error) {
    if (!(error instanceof WrongPart)) throw error;
    throw unreadable(error.tooMuch ? tooMuch : damaged);
  }
}

/**
 * A few kilobytes of zip may unpack to gigabytes, and what its directory declares may be a lie: every part is unpacked
 * within bounds, outside the thread that answers requests, and looked through before anything reads it.
 * @throws AppError 422 for what is no workbook, is damaged or too large.
 */
export async function checkWorkbook(file: Buffer): Promise<void> {
  if (file.length < 22) throw unreadable(file.length === 0 ? "文件是空的，请检查后重新上传。" : noWorkbook);
  let left = limits.unpacked;
  const met: Met = { tags: 0, rows: 0, texts: 0, cells: 0, beyond: 0 };
  for (const part of partsOf(file)) {
    if (part.unpacked > left) throw unreadable(tooLarge);
    const content = await contentOf(file, part, left);
    left -= content.length;
    if (left <= 0) throw unreadable(tooLarge);
    checkContent(content, met);
  }
}
