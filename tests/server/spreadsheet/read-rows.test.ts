import test from "ava";
import { strToU8, zipSync } from "fflate";
import { AppError } from "../../../server/http/problem.ts";
import { readRows } from "../../../server/spreadsheet/read-rows.ts";
import { workbookOf } from "../../support/workbook.ts";

const directoryEntry = 0x02014b50;
const endOfDirectory = 0x06054b50;

/** Zeros pack a thousand to one. */
const packed = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(49 * 1024 * 1024) });
const bomb = (): Buffer => Buffer.from(packed);

/** Where the first entry of the directory stands. */
const entryOf = (file: Buffer): number => {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(directoryEntry);
  return file.indexOf(mark);
};

const endOf = (file: Buffer): number => {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(endOfDirectory);
  return file.lastIndexOf(mark);
};

const lying = (file: Buffer, size: number): Buffer => {
  file.writeUInt32LE(size, entryOf(file) + 24);
  return file;
};

const read = async (file: Buffer): Promise<AppError | string[][]> => {
  try {
    return await readRows(new Uint8Array(file), "表.xlsx");
  } catch (error) {
    return error as AppError;
  }
};

test("a workbook is read as texts, and a table saved as CSV by an old office program too", async (t) => {
  const file = await workbookOf([
    ["名称", "数量"],
    ["甲", 3],
  ]);
  t.deepEqual(await readRows(new Uint8Array(file), "表.XLSX"), [
    ["名称", "数量"],
    ["甲", "3"],
  ]);
  const chinese = Buffer.from([0xb1, 0xed, 0x2c, 0x31, 0x0a]);
  t.deepEqual((await readRows(new Uint8Array(chinese), "表.csv"))[0], ["表", "1"]);
  await t.throwsAsync(readRows(new TextEncoder().encode("a\nb\nc\n"), "表.csv", 1), { message: /超过 1 行/ });
});

test("what unpacks to more than it may is refused, also where its directory says that it is small", async (t) => {
  for (const file of [bomb(), lying(bomb(), 1000), lying(bomb(), 0)]) {
    const refused = await read(file);
    t.true(refused instanceof AppError);
    t.like(refused, { status: 422, code: "unreadable-table" });
    t.regex((refused as AppError).message, /解开后太大/);
  }
});

test("no second directory, no unknown packing and no place outside the file is followed", async (t) => {
  const second = bomb();
  second.writeUInt32LE(0xffffffff, endOf(second) + 12);
  const unknown = lying(bomb(), 1000);
  unknown.writeUInt16LE(12, entryOf(unknown) + 10);
  const outside = lying(bomb(), 1000);
  outside.writeUInt32LE(0xfffffff0, entryOf(outside) + 42);
  const beyond = lying(bomb(), 1000);
  beyond.writeUInt32LE(0xfffffff0, entryOf(beyond) + 20);
  const cut = bomb().subarray(0, 40);
  const many = Buffer.from(
    zipSync(Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`p${n}.xml`, strToU8("x")]))),
  );
  for (const file of [second, unknown, outside, beyond, cut, many, Buffer.alloc(0), Buffer.from("不是工作簿")]) {
    t.like(await read(file), { status: 422, code: "unreadable-table" });
  }
});
